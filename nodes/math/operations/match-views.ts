import type { NodeContext, Signal, Tensor } from '../../../src/spec/index.ts';

/**
 * Makes the operands of an element-wise operation fit: a set of V views meets a single view as if that were there V times,
 * and anything else (a row, a vector) as it is, to be broadcast. Two sets must have equal numbers of views.
 *
 * @param signals V·B×…, B×…, or what broadcasts to V·B×…
 */
export function matchViews<P>(
  context: NodeContext<P>,
  signals: readonly Signal[],
): { tensors: Tensor[]; views: number } {
  const most = signals.reduce((a, b) => (b.views > a.views ? b : a));
  const { views } = most;
  const batch = (most.tensor.shape[0] ?? 1) / views;
  const tensors = signals.map(({ tensor, views: own }) => {
    if (own === views) return tensor;
    if (own !== 1) {
      context.refuse('SHAPE_VIEWS', {
        node: context.id,
        needs: `${views} views or one on each input`,
        has: own,
      });
    }
    const repeated = tensor.shape.length === most.tensor.shape.length && tensor.shape[0] === batch;
    return repeated
      ? context.ops.concat(
          Array.from({ length: views }, () => tensor),
          0,
        )
      : tensor;
  });
  return { tensors, views };
}
