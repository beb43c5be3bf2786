import { defineNode, param, z, type PortKind } from '../../src/spec/index.ts';
import { TENSOR_KINDS } from '../params/tensor-kinds.ts';

const OVER = ['positions', 'features', 'batch', 'views', 'all'] as const;

/** What is left of the input's kind. */
const KINDS: Readonly<Record<(typeof OVER)[number], PortKind | { like: string }>> = {
  positions: 'embedding',
  features: { like: 'input' },
  batch: 'matrix',
  views: { like: 'input' },
  all: 'loss',
};

/**
 * The mean over one kind of axis. positions: V·B×T×D or V·B×H×W×D → V·B×D; features: …×D → …×1; batch: all rows of all views
 * N×… → 1×…; views: V·B×… → B×…; all: a scalar.
 */
export const mean = defineNode({
  id: 'math.mean',
  label: 'Mean',
  summary: 'Averages over positions, features, the batch, views or everything.',
  formula: '\\bar{x} = \\frac{1}{n} \\sum_{i=1}^{n} x_i',
  pitfalls: [
    'The mean of unit vectors is shorter than 1: normalise again where length matters.',
    'A mean over the batch couples the images: gradient flows from each to all others.',
  ],
  keywords: ['average', 'global average pooling', 'centroid', 'centre', 'center', 'reduce', 'GAP'],
  params: () =>
    z.object({
      over: param(z.enum(OVER).default('positions'), {
        label: 'Over',
        help: 'Which axis is averaged away.',
        options: {
          positions: 'Positions: tokens or pixels',
          features: 'Features: the last axis',
          batch: 'Batch: all rows',
          views: 'Views of each image',
          all: 'Everything: a loss',
        },
      }),
    }),
  ports: ({ over }) => ({
    inputs: [{ name: 'input', label: 'input', kinds: TENSOR_KINDS, summary: 'What is averaged.' }],
    outputs: [{ name: 'output', label: 'mean', kind: KINDS[over], summary: 'The mean.' }],
  }),
  forward(context) {
    const { ops } = context;
    const { tensor, views } = context.input('input');
    const [rows, ...rest] = tensor.shape as [number, ...number[]];
    switch (context.params.over) {
      case 'positions': {
        const axes = rest.slice(0, -1).map((_, i) => i + 1);
        if (axes.length === 0) {
          const problem = 'a mean over positions needs tokens or a feature map, and gets vectors';
          context.refuse('SHAPE_MISMATCH', { problem }, { param: 'over' });
        }
        return { output: { tensor: ops.mean(tensor, axes), views } };
      }
      case 'features':
        return { output: { tensor: ops.mean(tensor, [-1], true), views } };
      case 'batch':
        return { output: { tensor: ops.mean(tensor, [0], true), views: 1 } };
      case 'views': {
        // one row per view: no tensor gets a fifth axis
        const size = rest.reduce((product, n) => product * n, rows / views);
        const averaged = ops.mean(ops.reshape(tensor, [views, size]), [0]);
        return { output: { tensor: ops.reshape(averaged, [rows / views, ...rest]), views: 1 } };
      }
      case 'all':
        return { output: { tensor: ops.mean(tensor), views: 1 } };
    }
  },
});
