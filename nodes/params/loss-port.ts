import type { Ports } from '../../src/spec/index.ts';

/** Ports of an optimiser. */
export const lossPort: Ports = {
  inputs: [{ name: 'loss', label: 'loss', kinds: ['loss'], summary: 'What is minimised.' }],
  outputs: [],
};
