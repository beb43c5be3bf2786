import type { WeightsFate } from '../../compiler/compilation.ts';

/** What becomes of weights, in a word. */
export const FATE_NAMES: Readonly<Record<WeightsFate, string>> = {
  trained: 'trained',
  tied: 'tied',
  ema: 'EMA',
  snapshot: 'snapshot',
  frozen: 'frozen',
  unreachable: 'unreachable',
};
