import { sizeOf, type ValueId } from '../ir/value.ts';
import type { WeightsFate } from './compilation.ts';
import type { Declarations } from './declarations.ts';
import type { ResolvedGraph } from './resolve.ts';

/** Trainable numbers of every node that owns weights. */
export function parameterCounts(graph: ResolvedGraph, declarations: Declarations): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { node, shape } of declarations.weights.values()) {
    counts.set(node, (counts.get(node) ?? 0) + sizeOf(shape));
  }
  for (const { id, weightsOwner } of graph.nodes.values()) {
    const shared = counts.get(weightsOwner);
    if (id !== weightsOwner && shared !== undefined) counts.set(id, shared);
  }
  return counts;
}

/** What happens to the weights of every node that has some. */
export function weightsFate(
  graph: ResolvedGraph,
  declarations: Declarations,
  trained: ReadonlySet<ValueId>,
): Map<string, WeightsFate> {
  const fate = new Map<string, WeightsFate>();
  for (const { id, spec, weightsOwner } of graph.nodes.values()) {
    if (!spec.hasWeights) continue;
    const own = [...declarations.weights.values()].filter(({ node }) => node === weightsOwner);
    if (id !== weightsOwner) fate.set(id, 'tied');
    else fate.set(id, own.some((weight) => trained.has(weight.id)) ? 'trained' : 'unreachable');
  }
  return fate;
}
