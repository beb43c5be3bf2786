import type { Executors } from './executor.ts';
import { clone, compose, kernel, max, sub, sum } from './kernel.ts';

export const reductions: Executors<'sum' | 'max' | 'argMax' | 'softmax' | 'logSoftmax'> = {
  sum: ([x], { axes, keepDims }) => [axes.length === 0 ? clone(x!) : sum(x!, axes, keepDims)],
  max: ([x], { axes, keepDims }) => [axes.length === 0 ? clone(x!) : max(x!, axes, keepDims)],
  argMax: ([x], { axis }) => [kernel('ArgMax', { x: x! }, { axis })],
  softmax: ([x]) => [kernel('Softmax', { logits: x! }, { dim: x!.rank - 1 })],
  logSoftmax: ([x]) =>
    compose(() => {
      const last = [x!.rank - 1];
      const shifted = sub(x!, max(x!, last, true));
      return [sub(shifted, kernel('Log', { x: sum(kernel('Exp', { x: shifted }), last, true) }))];
    }),
};
