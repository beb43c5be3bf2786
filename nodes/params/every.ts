import { param, z } from '../../src/spec/index.ts';

/** How often a probe measures. */
export function every(initial: number) {
  return param(z.number().int().min(1).default(initial), {
    label: 'Every',
    help: 'Steps from one measurement to the next; the first and the last step are measured too.',
    unit: 'steps',
    range: [1, 500],
  });
}
