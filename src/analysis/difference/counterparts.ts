import type { CompileOptions } from '../../compiler/compile.ts';
import { outerNode } from '../../compiler/outer-place.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import { expandedGraph } from '../expanded-graph.ts';
import { matchNodes } from './match-nodes.ts';

/**
 * Which node on the canvas of one drawing does the work of which on that of the other. Of a composite node the first of its inner
 * nodes that has a counterpart decides; each node is taken once. Null where one of the drawings cannot be laid open.
 */
export function counterparts(
  before: UnlabelDocument,
  after: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): ReadonlyMap<string, string> | null {
  const [a, b] = [before, after].map((one) => expandedGraph(one, registry, options)?.resolved);
  if (!a || !b) return null;
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
