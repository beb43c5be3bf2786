import type { Graph } from '../../document/schema.ts';

/** An id for a new node of the type: its last word, with the lowest free number from the second on. */
export function freshId(graph: Graph, type: string): string {
  const stem = type.slice(type.indexOf('.') + 1);
  const taken = new Set(graph.nodes.map((node) => node.id));
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
