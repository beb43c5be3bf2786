import { defineNode, z } from '../../src/spec/index.ts';
import { factor } from '../params/factor.ts';
import { fixedJitter } from './operations/color-jitter.ts';
import { imagePorts } from './operations/image-ports.ts';

/** y = clip(f·x, 0, 1), the same factor for all images (torchvision.transforms.functional.adjust_brightness). */
export const brightness = defineNode({
  id: 'augment.brightness',
  label: 'Brightness',
  summary: 'Makes all images darker or brighter by one factor.',
  formula: 'y = \\operatorname{clip}(f\\,x,\\ 0,\\ 1)',
  pitfalls: ['A fixed change is no augmentation: every view of every image gets the same one.'],
  keywords: ['dark', 'light', 'exposure', 'color', 'colour'],
  params: () =>
    z.object({
      factor: factor('0 gives black images, 1 leaves them unchanged, 2 doubles their brightness.'),
    }),
  ports: () => imagePorts,
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: fixedJitter(ops, tensor, { brightness: params.factor }), views } };
  },
});
