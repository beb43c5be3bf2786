import { defineNode, param, z } from '../../src/spec/index.ts';

/** Cross-correlation with symmetric padding (torch.nn.functional.conv2d): x N×H×W×C, kernel K×K×C×F → y. */
export const conv2d = defineNode({
  id: 'layer.conv2d',
  label: 'Convolution',
  summary: 'The bare operation, its kernel given from outside.',
  formula: 'y_{h,w,f} = \\sum_{i,j,c} x_{sh+i-p,\\,sw+j-p,\\,c}\\; k_{i,j,c,f}',
  pitfalls: ['Padding is symmetric and explicit: “same” padding with stride 2 would be one-sided.'],
  keywords: ['convolution'],
  hidden: true,
  params: () =>
    z.object({
      stride: param(z.number().int().min(1).default(1), {
        label: 'Stride',
        help: 'Step of the window.',
        unit: 'px',
      }),
      padding: param(z.number().int().min(0).default(0), {
        label: 'Padding',
        help: 'Zeros on each side.',
        unit: 'px',
      }),
    }),
  ports: () => ({
    inputs: [
      { name: 'x', label: 'x', kinds: ['features', 'images', 'matrix'], summary: 'Images or a feature map.' },
      { name: 'kernel', label: 'kernel', kinds: ['matrix'], summary: 'Height × width × in × out.' },
    ],
    outputs: [{ name: 'y', label: 'y', kind: 'features', summary: 'The feature map.' }],
  }),
  forward(context) {
    const x = context.input('x');
    const tensor = context.ops.conv2d(x.tensor, context.input('kernel').tensor, context.params);
    return { y: { tensor, views: x.views } };
  },
});
