import type { ResolvedGraph } from '../../compiler/resolved-graph.ts';
import { outerNode } from '../../compiler/outer-place.ts';
import { matchNodes } from './match-nodes.ts';

/**
 * Which node on the canvas of one drawing does the work of which on that of the other. Of a composite node the first of its inner
 * nodes that has a counterpart decides; each node is taken once.
 */
export function counterparts(a: ResolvedGraph, b: ResolvedGraph): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const [from, to] of matchNodes(a, b)) {
    const [x, y] = [outerNode(from), outerNode(to)];
    if (found.has(x) || taken.has(y)) continue;
    found.set(x, y);
    taken.add(y);
  }
  return found;
}
