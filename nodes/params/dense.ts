import { param, z } from '../../src/spec/index.ts';

/** What stands between each hidden linear layer and its activation. */
export const denseNorm = (initial: 'none' | 'batch' | 'layer') =>
  param(z.enum(['none', 'batch', 'layer']).default(initial), {
    label: 'Hidden norm',
    help: 'What stands between each hidden layer and its activation.',
    options: { none: 'None', batch: 'Batch norm', layer: 'Layer norm' },
  });

/** The non-linearity of hidden layers. */
export const activation = param(z.enum(['relu', 'gelu']).default('relu'), {
  label: 'Activation',
  help: 'The non-linearity of the hidden layers.',
  options: { relu: 'ReLU', gelu: 'GELU' },
  tier: 'advanced',
});

/** Length of a head's output vectors. */
export const outputSize = (initial: number, help: string, range: readonly [number, number]) =>
  param(z.number().int().min(1).max(131072).default(initial), { label: 'Output size', help, range });
