import { defineNode, param, z } from '../../src/spec/index.ts';
import { imagePorts } from './operations/image-ports.ts';
import { solarize as invertBright } from './operations/solarize.ts';

/** y = 1 − x where x ≥ threshold, else x (torchvision.transforms.functional.solarize). */
export const solarize = defineNode({
  id: 'augment.solarize',
  label: 'Solarize',
  summary: 'Inverts the bright values of all images.',
  formula: 'y = \\begin{cases} 1 - x & x \\ge \\theta \\\\ x & x < \\theta \\end{cases}',
  pitfalls: ['Expects pixels in [0, 1]: put it before normalisation.'],
  keywords: ['invert', 'sabattier', 'negative'],
  params: () =>
    z.object({
      threshold: param(z.number().min(0).max(1).default(0.5), {
        label: 'Threshold',
        help: 'Values from here on are inverted: 0 inverts the whole image.',
        range: [0, 1],
        step: 0.05,
      }),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: invertBright(ops, tensor, params.threshold), views } };
  },
});
