import { defineNode, param, z } from '../../src/spec/index.ts';
import { TENSOR_KINDS } from '../params/tensor-kinds.ts';

/** Axes behind that of the batch, by kind. */
const AXES = { embedding: 1, logits: 1, distribution: 1, tokens: 2, features: 3, images: 3 } as const;

/**
 * The same numbers in another shape, row-major; the batch's axis stays: N×… → N×shape. One size may be −1: what is left
 * over. Views stay.
 */
export const reshape = defineNode({
  id: 'math.reshape',
  label: 'Reshape',
  summary: 'Arranges the numbers of every image in another shape, such as one long vector.',
  formula: '\\mathbb{R}^{N \\times a \\times b} \\to \\mathbb{R}^{N \\times ab}',
  pitfalls: [
    'Axes are not exchanged: for that transpose. Height × width × channels becomes tokens of channels, not channels of pixels.',
    'A flattened map knows where things are; the mean over positions forgets it.',
  ],
  keywords: ['flatten', 'view', 'unflatten', 'tokens', 'rearrange'],
  params: () =>
    z.object({
      shape: param(
        z
          .array(
            z
              .number()
              .int()
              .refine((n) => n === -1 || n >= 1, 'a size is 1 or more, or −1 for what is left over'),
          )
          .min(1)
          .max(3)
          .default([-1]),
        {
          label: 'Shape',
          help: 'Sizes for each image, without the batch: −1 alone flattens; “−1, 64” makes tokens of 64 numbers.',
        },
      ),
      gives: param(
        z
          .enum(['embedding', 'logits', 'distribution', 'tokens', 'features', 'images', 'matrix'])
          .default('embedding'),
        {
          label: 'Gives',
          help: 'What the result is: a vector per image has one size, tokens have two, maps and images three.',
          options: {
            embedding: 'An embedding',
            logits: 'Logits',
            distribution: 'A distribution',
            tokens: 'Tokens',
            features: 'A feature map',
            images: 'Images',
            matrix: 'A matrix',
          },
        },
      ),
    }),
  ports: ({ gives }) => ({
    inputs: [{ name: 'input', label: 'input', kinds: TENSOR_KINDS, summary: 'Any tensor.' }],
    outputs: [{ name: 'output', label: 'output', kind: gives, summary: 'The same numbers.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('input');
    const { shape, gives } = params;
    const bad = (problem: string): never =>
      context.refuse('GRAPH_BAD_PARAM', { param: 'shape', problem }, { param: 'shape' });
    if (gives !== 'matrix' && shape.length !== AXES[gives]) {
      bad(`it has ${shape.length} sizes where ${AXES[gives]} are needed`);
    }
    const [rows, ...rest] = tensor.shape as [number, ...number[]];
    const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);
    const [size, known] = [product(rest), product(shape.filter((n) => n !== -1))];
    const free = shape.filter((n) => n === -1).length;
    if (free > 1) bad('only one size can be −1');
    if (free === 0 ? known !== size : size % known !== 0) {
      bad(`${rest.join('×') || '1'} numbers cannot be arranged as ${shape.join('×')}`);
    }
    const sizes = shape.map((n) => (n === -1 ? size / known : n));
    return { output: { tensor: ops.reshape(tensor, [rows, ...sizes]), views } };
  },
});
