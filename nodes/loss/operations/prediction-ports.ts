import type { Ports } from '../../../src/spec/index.ts';

/** Ports of a loss that draws one embedding towards another. */
export const predictionPorts: Ports = {
  inputs: [
    {
      name: 'prediction',
      label: 'prediction',
      symbol: 'p',
      kinds: ['embedding'],
      summary: 'Embeddings of the branch that predicts.',
    },
    {
      name: 'target',
      label: 'target',
      symbol: 'z',
      kinds: ['embedding'],
      summary: 'Embeddings to be predicted. Gradient flows here too unless a stop-gradient stands before it.',
      usually: 'noGradient',
    },
  ],
  outputs: [
    { name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over images and pairs of views.' },
  ],
};
