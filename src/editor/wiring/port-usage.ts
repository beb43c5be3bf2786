import { splitEndpoint, type Graph } from '../../document/schema.ts';

/** How often ports of one type are wired to ports of another in the methods there are. */
export interface PortUsage {
  /** Nodes of a type at the other end of wires from this port of this type; ports count most, then types. */
  score(type: string, port: string, side: 'input' | 'output', other: string): number;
  /** Drawings that have nodes of the type. */
  drawings(type: string): number;
}

/** Wires at the same port tell more about what goes there than any number of wires elsewhere on the node. */
const SAME_PORT = 1000;

/** Reads off drawings what usually follows what. */
export function portUsage(graphs: readonly Graph[]): PortUsage {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const graph of graphs) {
    const types = new Map(graph.nodes.map(({ id, type }) => [id, type]));
    for (const type of new Set(types.values())) add(`in ${type}`);
    for (const edge of graph.edges) {
      const [from, to] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
      const [a, b] = [types.get(from.node), types.get(to.node)];
      if (a === undefined || b === undefined) continue;
      add(`output ${a}.${from.port} ${b}`);
      add(`input ${b}.${to.port} ${a}`);
      add(`output ${a} ${b}`);
      add(`input ${b} ${a}`);
    }
  }
  const count = (key: string) => counts.get(key) ?? 0;
  return {
    score: (type, port, side, other) =>
      SAME_PORT * count(`${side} ${type}.${port} ${other}`) + count(`${side} ${type} ${other}`),
    drawings: (type) => count(`in ${type}`),
  };
}
