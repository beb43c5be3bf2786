import type { Graph } from '../../document/schema.ts';
import { freshName } from './fresh-name.ts';

/** An id for a new node of the type: its last word, with the lowest free number from the second on. */
export function freshId(graph: Graph, type: string): string {
  const taken = new Set(graph.nodes.map((node) => node.id));
  return freshName(type.slice(type.indexOf('.') + 1), (name) => taken.has(name));
}
