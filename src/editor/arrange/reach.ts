import { splitEndpoint, type Graph } from '../../document/schema.ts';

/** The nodes with all that wires lead to them from, or lead from them to. */
export function reach(graph: Graph, ids: readonly string[], way: 'upstream' | 'downstream'): string[] {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [from, to] = [splitEndpoint(edge.from).node, splitEndpoint(edge.to).node];
    const [here, there] = way === 'downstream' ? [from, to] : [to, from];
    next.set(here, [...(next.get(here) ?? []), there]);
  }
  const reached = new Set(ids);
  // a set is walked through to its end, which moves on as it grows
  for (const id of reached) for (const other of next.get(id) ?? []) reached.add(other);
  return graph.nodes.map(({ id }) => id).filter((id) => reached.has(id));
}

/** The nodes of the types that some of the nodes are of. */
export function sameType(graph: Graph, ids: readonly string[]): string[] {
  const chosen = new Set(ids);
  const types = new Set(graph.nodes.filter(({ id }) => chosen.has(id)).map(({ type }) => type));
  return graph.nodes.filter(({ type }) => types.has(type)).map(({ id }) => id);
}
