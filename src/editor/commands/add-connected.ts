import { edgeId, type GraphEdge } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import { addNode, type NewNode } from './add-node.ts';
import type { Command } from './command.ts';

/** Adds a node at the end of a wire, in the place of what was on the input. */
export function addConnected(node: NewNode, wire: GraphEdge, replaced: readonly string[] = []): Command {
  const gone = new Set(replaced);
  const add = addNode(node, [wire]);
  return {
    name: `Add ${node.id}`,
    apply: (draft) => {
      const { graph } = stageOf(draft.document);
      if (gone.size > 0) graph.edges = graph.edges.filter((edge) => !gone.has(edgeId(edge)));
      add.apply(draft);
    },
  };
}
