import { defineNode, z } from '../../src/spec/index.ts';
import { horizontalFlip as mirror } from './operations/horizontal-flip.ts';
import { imagePorts } from './operations/image-ports.ts';

/** Mirrors all images left to right (torchvision.transforms.functional.hflip). */
export const horizontalFlip = defineNode({
  id: 'augment.horizontalFlip',
  label: 'Horizontal flip',
  summary: 'Mirrors all images left to right.',
  formula: 'y_{h,w} = x_{h,\\,W-1-w}',
  pitfalls: ['Digits, letters and arrows change their meaning when they are mirrored.'],
  keywords: ['mirror', 'hflip', 'reflect'],
  params: () => z.object({}),
  ports: () => imagePorts,
  forward(context) {
    const { ops } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: mirror(ops, tensor), views } };
  },
});
