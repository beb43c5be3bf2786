import type { Ports } from '../../../src/spec/index.ts';

/** What every encoder takes: images, or another encoder's map, so that one can go on where another stops. */
export const imagesPort: Ports['inputs'][number] = {
  name: 'images',
  label: 'images',
  kinds: ['images', 'features'],
  summary: 'Views to encode, or the feature map of another encoder.',
};
