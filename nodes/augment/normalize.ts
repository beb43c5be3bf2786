import { defineNode, param, z } from '../../src/spec/index.ts';
import { imagePorts } from './operations/image-ports.ts';
import { normalize as standardize } from './operations/normalize.ts';

/** y = (x − mean) / std, channel by channel (torchvision.transforms.functional.normalize). */
export const normalize = defineNode({
  id: 'augment.normalize',
  label: 'Normalise pixels',
  summary: 'Shifts and scales each channel by fixed numbers.',
  formula: 'y_c = \\frac{x_c - \\mu_c}{\\sigma_c}',
  pitfalls: [
    'Transforms of colour expect pixels in [0, 1]: normalise last.',
    'Use the numbers the encoder was trained with.',
  ],
  keywords: ['standardize', 'mean', 'std', 'whiten'],
  params: () =>
    z.object({
      mean: param(z.array(z.number()).min(1).default([0.485, 0.456, 0.406]), {
        label: 'Mean',
        help: 'One number per channel; one number alone serves all channels. The default is that of ImageNet.',
      }),
      std: param(z.array(z.number().positive()).min(1).default([0.229, 0.224, 0.225]), {
        label: 'Standard deviation',
        help: 'One number per channel; one number alone serves all channels. The default is that of ImageNet.',
      }),
    }),
  toLookAt: { mean: [0], std: [1] },
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    const channels = tensor.shape[3]!;
    for (const name of ['mean', 'std'] as const) {
      const count = params[name].length;
      if (count !== 1 && count !== channels) {
        context.refuse(
          'GRAPH_BAD_PARAM',
          { param: name, problem: `it has ${count} numbers and the images have ${channels} channels` },
          { param: name },
        );
      }
    }
    return { images: { tensor: standardize(ops, tensor, params.mean, params.std), views } };
  },
});
