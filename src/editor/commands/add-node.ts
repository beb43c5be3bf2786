import type { GraphEdge } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import type { Command } from './command.ts';

export interface NewNode {
  readonly id: string;
  readonly type: string;
  readonly position: { readonly x: number; readonly y: number };
}

/** Adds a node with its default parameters, and wires that lead to or from it. */
export function addNode({ id, type, position }: NewNode, wires: readonly GraphEdge[] = []): Command {
  return {
    name: `Add ${id}`,
    apply: ({ document }) => {
      const { graph } = stageOf(document);
      graph.nodes.push({ id, type, params: {} });
      graph.edges.push(...wires.map((wire) => ({ ...wire })));
      document.view.positions[id] = { ...position };
    },
  };
}
