import { groupBy } from '../base/group-by.ts';
import { sizeOf, type ValueId } from '../ir/value.ts';
import type { WeightsFate } from './compilation.ts';
import type { DeclaredWeight, Declarations } from './declarations.ts';
import type { ResolvedGraph, WeightSet } from './resolved-graph.ts';

/** Numbers in the weights of every node that has some, whoever owns them; of a follower, in all it holds. */
export function parameterCounts(graph: ResolvedGraph, declarations: Declarations): Map<string, number> {
  const counts = new Map<string, number>();
  const bySet = new Map<string, number>();
  const add = (map: Map<string, number>, key: string, count: number) =>
    map.set(key, (map.get(key) ?? 0) + count);
  for (const { set, shape } of declarations.weights.values()) {
    add(bySet, set.id, sizeOf(shape));
    if (set.follows?.source) add(counts, set.node, sizeOf(shape));
  }
  for (const { id, weights } of graph.nodes.values()) {
    const count = bySet.get(weights.id);
    if (count !== undefined) counts.set(id, count);
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
  const bySet = groupBy(declarations.weights.values(), ({ set }) => set.id);
  for (const { id, spec, weights } of graph.nodes.values()) {
    if (!spec.hasWeights) continue;
    const held = bySet.get(weights.id) ?? [];
    fate.set(id, fateOf(id, weights, held, trained));
  }
  return fate;
}

function fateOf(
  node: string,
  weights: WeightSet,
  held: readonly DeclaredWeight[],
  trained: ReadonlySet<ValueId>,
): WeightsFate {
  if (weights.follows) return weights.follows.by.spec.follow!.role;
  if (weights.id !== node) return 'tied';
  if (held.some(({ id }) => trained.has(id))) return 'trained';
  return held.length > 0 && held.every(({ trainable }) => !trainable) ? 'frozen' : 'unreachable';
}
