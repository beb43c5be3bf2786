import { defineNode, z } from '../../src/spec/index.ts';
import { factor } from '../params/factor.ts';
import { fixedJitter } from './operations/color-jitter.ts';
import { imagePorts } from './operations/image-ports.ts';

/**
 * y = clip(f·x + (1 − f)·m, 0, 1) with m the mean luma of the image, the same factor for all images
 * (torchvision.transforms.functional.adjust_contrast).
 */
export const contrast = defineNode({
  id: 'augment.contrast',
  label: 'Contrast',
  summary: 'Moves all pixels away from or towards the mean gray of their image by one factor.',
  formula: 'y = \\operatorname{clip}(f\\,x + (1-f)\\,\\bar{g}(x),\\ 0,\\ 1)',
  pitfalls: ['The mean is that of each image, not of the batch.'],
  keywords: ['color', 'colour', 'jitter'],
  params: () =>
    z.object({
      factor: factor(
        '0 gives uniform gray images, 1 leaves them unchanged, more makes differences stronger.',
      ),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: fixedJitter(ops, tensor, { contrast: params.factor }), views } };
  },
});
