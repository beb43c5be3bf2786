import { groupBy } from '../base/group-by.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { signalEdges } from './check-wires.ts';
import type { ResolvedGraph } from './resolved-graph.ts';

/**
 * Third pass: nodes in an order in which each stands behind those it reads from (Kahn 1962); the document's order decides
 * where that leaves a choice, so the program does not depend on how a map happens to iterate. Nodes on or behind a
 * circle are left out and the circle is reported.
 */
export function order(graph: ResolvedGraph): { order: string[]; diagnostics: Diagnostic[] } {
  const edges = signalEdges(graph);
  const outOf = groupBy(edges, ({ from }) => from.node);
  const waiting = new Map([...graph.nodes.keys()].map((id) => [id, 0]));
  for (const { to } of edges) waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1);

  const sorted: string[] = [];
  let progress = true;
  while (progress) {
    progress = false;
    for (const [id, count] of waiting) {
      if (count > 0) continue;
      waiting.delete(id);
      sorted.push(id);
      for (const { to } of outOf.get(id) ?? []) waiting.set(to.node, waiting.get(to.node)! - 1);
      progress = true;
      break;
    }
  }
  return { order: sorted, diagnostics: findCircles(graph, new Set(waiting.keys())) };
}

/** One diagnostic for each circle among the nodes that could not be ordered. */
function findCircles(graph: ResolvedGraph, unordered: ReadonlySet<string>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();
  for (const start of unordered) {
    const path: string[] = [];
    let node: string | undefined = start;
    // every unordered node reads from an unordered one: walking backwards must end on a circle
    while (node !== undefined && !path.includes(node) && !done.has(node)) {
      path.push(node);
      node = signalEdges(graph).find(({ from, to }) => to.node === node && unordered.has(from.node))?.from
        .node;
    }
    for (const id of path) done.add(id);
    if (node === undefined || !path.includes(node)) continue;
    const circle = path.slice(path.indexOf(node)).reverse();
    const related = circle.map((id) => ({ node: id }));
    diagnostics.push(diagnose('GRAPH_CYCLE', { nodes: circle }, { node: circle[0]! }, { related }));
  }
  return diagnostics;
}
