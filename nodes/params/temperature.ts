import { param, z } from '../../src/spec/index.ts';

/** What similarities or logits of a loss are divided by. */
export function temperature(initial: number, help: string, most = 1) {
  return param(z.number().positive().default(initial), {
    label: 'Temperature τ',
    help,
    range: [0.05, most],
    step: 0.05,
  });
}
