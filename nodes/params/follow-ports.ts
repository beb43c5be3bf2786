import type { Ports } from '../../src/spec/index.ts';

/** Ports of a node that stands between weights. */
export const followPorts: Ports = {
  inputs: [
    {
      name: 'weights',
      label: 'weights',
      kinds: ['weights'],
      multiple: true,
      summary: 'Weights of the modules that are followed, any number of them.',
    },
  ],
  outputs: [
    {
      name: 'weights',
      label: 'weights',
      kind: 'weights',
      summary: 'The followers. A node takes the one of its own type.',
    },
  ],
};
