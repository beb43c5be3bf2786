import { defineNode, param, z } from '../../src/spec/index.ts';

/** Maximum of each window (torch.nn.functional.max_pool2d): x N×H×W×C → y N×h×w×C. */
export const maxPool2d = defineNode({
  id: 'layer.maxPool2d',
  label: 'Max pooling',
  summary: 'The maximum of each window.',
  formula: 'y_{h,w,c} = \\max_{i,j < k} x_{sh+i,\\,sw+j,\\,c}',
  pitfalls: ['The gradient goes to the first maximum of a window, also where it is negative.'],
  keywords: ['pooling'],
  hidden: true,
  params: () =>
    z.object({
      size: param(z.number().int().min(1).default(2), {
        label: 'Size',
        help: 'Width of the window.',
        unit: 'px',
      }),
      stride: param(z.number().int().min(1).default(2), {
        label: 'Stride',
        help: 'Step of the window.',
        unit: 'px',
      }),
    }),
  ports: () => ({
    inputs: [{ name: 'x', label: 'x', kinds: ['features', 'images', 'matrix'], summary: 'A feature map.' }],
    outputs: [{ name: 'y', label: 'y', kind: 'features', summary: 'The reduced map.' }],
  }),
  forward(context) {
    const { tensor, views } = context.input('x');
    return { y: { tensor: context.ops.maxPool2d(tensor, context.params), views } };
  },
});
