import { signalEdges } from './check-wires.ts';
import type { ResolvedGraph } from './resolved-graph.ts';

/** A node and all nodes whose signals reach it. */
export function ancestors(graph: ResolvedGraph, end: string): ReadonlySet<string> {
  const reached = new Set([end]);
  const queue = [end];
  const edges = signalEdges(graph);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const { from, to } of edges) {
      if (to.node !== node || reached.has(from.node)) continue;
      reached.add(from.node);
      queue.push(from.node);
    }
  }
  return reached;
}
