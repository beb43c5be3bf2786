import {
  param,
  z,
  type NodeContext,
  type Signal,
  type Tensor,
  type TensorOps,
} from '../../../src/spec/index.ts';
import { viewsOf } from '../../math/operations/views-of.ts';

const PAIRINGS = ['cross', 'same', 'all'] as const;
export type Pairing = (typeof PAIRINGS)[number];

/** Which views of the one side meet which of the other, where two sets of views come in. */
export function pairsParam(initial: Pairing) {
  return param(z.enum(PAIRINGS).default(initial), {
    label: 'Pairs of views',
    help: 'Which view of one side meets which of the other; the loss is the mean over these pairs. Two lanes of one view each are a pair whatever is chosen.',
    options: { cross: 'Different views', same: 'The same view', all: 'Every pair' },
    tier: 'advanced',
  });
}

/** The tensor of each view, B×…. */
export function splitViews(ops: TensorOps, set: Signal): Tensor[] {
  return Array.from({ length: set.views }, (_, view) => viewsOf(ops, set, view));
}

/** Numbers of the views that meet, of `first` and of `second` views. */
export function pairIndices(first: number, second: number, pairing: Pairing): (readonly [number, number])[] {
  const every = Array.from({ length: first }, (_, i) =>
    Array.from({ length: second }, (_, j) => [i, j] as const),
  ).flat();
  // lanes of one view each carry what shall be compared: the drawing has paired them
  if (pairing === 'all' || every.length === 1) return every;
  return every.filter(([i, j]) => (i === j) === (pairing === 'same'));
}

/** Refuses two tensors whose views differ in shape: broadcasting would compare what does not belong together. */
export function refuseUnlike(context: NodeContext<unknown>, first: Signal, second: Signal): void {
  const [a, b] = [first, second].map(({ tensor: { shape }, views }) =>
    [shape[0]! / views, ...shape.slice(1)].join('×'),
  );
  if (a !== b) {
    context.refuse('SHAPE_MISMATCH', { problem: `a view has ${a} on one input and ${b} on the other` });
  }
}

/** Refuses the pairing `same` where the numbers of views differ. */
export function refuseUnpaired(
  context: NodeContext<{ readonly pairs: Pairing }>,
  first: Signal,
  second: Signal,
): void {
  if (context.params.pairs !== 'same' || first.views === second.views) return;
  context.refuse(
    'SHAPE_VIEWS',
    {
      node: context.id,
      needs: `as many views on both sides (${first.views} here)`,
      has: second.views,
    },
    { param: 'pairs' },
  );
}

/**
 * The mean of `loss` over all pairs of views that meet; first: V·B×…, second: W·B×…, `loss` gets B×… of each and gives a
 * scalar. Refuses the pairing `same` where the numbers of views differ.
 */
export function meanOverPairs(
  context: NodeContext<{ readonly pairs: Pairing }>,
  first: Signal,
  second: Signal,
  loss: (x: Tensor, y: Tensor) => Tensor,
): Tensor {
  const { ops, params } = context;
  refuseUnlike(context, first, second);
  refuseUnpaired(context, first, second);
  const [x, y] = [splitViews(ops, first), splitViews(ops, second)];
  const losses = pairIndices(x.length, y.length, params.pairs).map(([i, j]) => loss(x[i]!, y[j]!));
  return meanOf(ops, losses);
}

/** The mean of scalars. */
export function meanOf(ops: TensorOps, scalars: readonly Tensor[]): Tensor {
  const total = scalars.reduce((sum, scalar) => ops.add(sum, scalar));
  return scalars.length === 1 ? total : ops.mul(total, 1 / scalars.length);
}
