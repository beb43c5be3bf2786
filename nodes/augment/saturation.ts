import { defineNode, z } from '../../src/spec/index.ts';
import { factor } from '../params/factor.ts';
import { fixedJitter } from './operations/color-jitter.ts';
import { imagePorts } from './operations/image-ports.ts';

/**
 * y = clip(f·x + (1 − f)·g(x), 0, 1) with g the luma of each pixel, the same factor for all images
 * (torchvision.transforms.functional.adjust_saturation).
 */
export const saturation = defineNode({
  id: 'augment.saturation',
  label: 'Saturation',
  summary: 'Makes the colours of all images paler or stronger by one factor.',
  formula: 'y = \\operatorname{clip}(f\\,x + (1-f)\\,g(x),\\ 0,\\ 1)',
  pitfalls: ['Has no effect on images with one channel.'],
  keywords: ['color', 'colour', 'vivid', 'jitter'],
  params: () =>
    z.object({
      factor: factor('0 gives gray images, 1 leaves them unchanged, more makes colours stronger.'),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: fixedJitter(ops, tensor, { saturation: params.factor }), views } };
  },
});
