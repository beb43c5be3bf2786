import type { Ports } from '../../../src/spec/index.ts';

/** What every encoder takes. */
export const imagesPort: Ports['inputs'][number] = {
  name: 'images',
  label: 'images',
  kinds: ['images'],
  summary: 'Views to encode.',
};
