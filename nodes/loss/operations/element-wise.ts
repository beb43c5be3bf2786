import type { NodeContext, Ports, Tensor } from '../../../src/spec/index.ts';
import { TENSOR_KINDS } from '../../params/tensor-kinds.ts';
import { meanOverPairs, refuseUnlike, type Pairing } from './view-pairs.ts';

/** Ports of a loss that compares two tensors of one shape element by element. */
export function elementWisePorts(first: string, firstSummary: string): Ports {
  return {
    inputs: [
      { name: first, label: first, symbol: 'x', kinds: TENSOR_KINDS, summary: firstSummary },
      {
        name: 'target',
        label: 'target',
        symbol: 't',
        kinds: TENSOR_KINDS,
        summary: 'What it should be; the same shape.',
      },
    ],
    outputs: [{ name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over all elements.' }],
  };
}

/** The mean of `each(x, target)` over all elements and pairs of views; any shape, the same on both sides. */
export function elementWiseLoss(
  context: NodeContext<{ readonly pairs: Pairing }>,
  first: string,
  each: (x: Tensor, target: Tensor) => Tensor,
): Tensor {
  const { ops, params } = context;
  const [x, target] = [context.input(first), context.input('target')];
  const mean = (a: Tensor, b: Tensor) => ops.mean(each(a, b));
  if (params.pairs === 'same' && x.views === target.views) {
    refuseUnlike(context, x, target);
    return mean(x.tensor, target.tensor);
  }
  return meanOverPairs(context, x, target, mean);
}
