import { defineNode, param, z } from '../../src/spec/index.ts';
import { blurFits, gaussianBlur as blur } from './operations/gaussian-blur.ts';
import { imagePorts } from './operations/image-ports.ts';
import { oddSize } from '../params/odd-size.ts';

/** Convolution with g(d) ∝ exp(−d²/2σ²), the border mirrored (torchvision.transforms.functional.gaussian_blur). */
export const gaussianBlur = defineNode({
  id: 'augment.gaussianBlur',
  label: 'Gaussian blur',
  summary: 'Blurs all images by one width.',
  formula: 'y = x * g_\\sigma,\\quad g_\\sigma(d) \\propto e^{-d^2 / 2\\sigma^2}',
  pitfalls: ['A kernel much narrower than 6σ cuts the Gaussian off and blurs less than σ says.'],
  keywords: ['smooth', 'defocus', 'low-pass'],
  params: () =>
    z.object({
      kernelSize: param(oddSize.default(3), {
        label: 'Kernel size',
        help: 'Width of the window, an odd number.',
        unit: 'px',
        range: [1, 23],
        step: 2,
      }),
      sigma: param(z.number().positive().default(1), {
        label: 'Width σ',
        help: 'Standard deviation of the Gaussian.',
        unit: 'px',
        range: [0.1, 3],
        step: 0.1,
      }),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    const [count, height, width] = tensor.shape as [number, number, number, number];
    if (!blurFits(params.kernelSize, height, width)) {
      context.refuse('SHAPE_MISMATCH', {
        problem: `a blur of ${params.kernelSize} pixels cannot be mirrored at the border of ${height}×${width} pixels`,
      });
    }
    const sigmas = ops.constant(params.sigma, [count, 1]);
    return { images: { tensor: blur(ops, tensor, sigmas, params.kernelSize), views } };
  },
});
