import { param, z } from '../../../src/spec/index.ts';

/** What logits are divided by before they become probabilities. */
export const temperature = param(z.number().positive().default(1), {
  label: 'Temperature τ',
  help: 'Divides the scores: below 1 the distribution is sharper, above 1 flatter.',
  range: [0.01, 2],
  scale: 'log',
});
