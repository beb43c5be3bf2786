import type { Ports } from '../../../src/spec/index.ts';

/** Ports of a transform: images in, images out. */
export const imagePorts: Ports = {
  inputs: [{ name: 'images', label: 'images', kinds: ['images'], summary: 'Images to transform.' }],
  outputs: [{ name: 'images', label: 'images', kind: 'images', summary: 'The transformed images.' }],
};
