import { defineNode, z } from '../../src/spec/index.ts';
import { grayscale as toGray } from './operations/grayscale.ts';
import { imagePorts } from './operations/image-ports.ts';

/** Each pixel's luma 0.2989 R + 0.587 G + 0.114 B in every channel (torchvision's rgb_to_grayscale). */
export const grayscale = defineNode({
  id: 'augment.grayscale',
  label: 'Grayscale',
  summary: 'Takes the colour out of all images and keeps their channels.',
  formula: 'y = 0.2989\\,R + 0.587\\,G + 0.114\\,B',
  pitfalls: ['Colour is lost for good: what depends on it can no longer be learned.'],
  keywords: ['gray', 'grey', 'monochrome', 'luma', 'color', 'colour'],
  params: () => z.object({}),
  ports: () => imagePorts,
  forward(context) {
    const { ops } = context;
    const { tensor, views } = context.input('images');
    return { images: { tensor: toGray(ops, tensor), views } };
  },
});
