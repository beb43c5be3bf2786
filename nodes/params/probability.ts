import { param, z } from '../../src/spec/index.ts';

/** A share of images something happens to. */
export function probability(initial: number, label: string, help: string) {
  return param(z.number().min(0).max(1).default(initial), { label, help, range: [0, 1], step: 0.05 });
}
