import type { ValueId } from '../ir/value.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import { signalEdges } from './check-wires.ts';
import { reach, type Reach } from './gradients/reach.ts';
import type { Signals } from './infer.ts';
import type { ResolvedGraph, ResolvedNode } from './resolved-graph.ts';
import type { Trace } from './trace.ts';

/** A loss that an optimiser minimises. */
export interface Objective {
  readonly optimiser: ResolvedNode;
  /** The node that computes the loss. */
  readonly node: string;
  readonly loss: Tensor;
  /** Where its gradient comes. */
  readonly reach: Reach;
}

/** What the drawing minimises, in the order of its optimisers, and how far the gradient of each loss reaches. */
export function objectives(
  graph: ResolvedGraph,
  order: readonly string[],
  signals: Signals,
  { builder, declarations, feeds }: Trace,
): Objective[] {
  const optimisers = order.map((id) => graph.nodes.get(id)!).filter(({ spec }) => spec.optimiser);
  if (optimisers.length === 0) return [];
  const forward = builder.operations;
  const leaves = declarations.leaves([...feeds.values()]);
  const sources = trainable(declarations.weights.values());
  const edges = signalEdges(graph);
  return optimisers.flatMap((optimiser) => {
    const wire = edges.find(({ to }) => to.node === optimiser.id);
    const loss = wire && signals.get(`${wire.from.node}.${wire.from.port}`)?.tensor;
    // the kind of the wire says why nothing but a number can be minimised
    if (!wire || !loss || loss.shape.length > 0) return [];
    return [
      { optimiser, node: wire.from.node, loss, reach: reach(builder, leaves, loss.id, sources, forward) },
    ];
  });
}

/** Ids of the weights that an optimiser may change. */
export function trainable(
  weights: Iterable<{ readonly id: ValueId; readonly trainable: boolean }>,
): Set<ValueId> {
  return new Set([...weights].filter((weight) => weight.trainable).map(({ id }) => id));
}
