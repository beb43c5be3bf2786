import { edgeId, splitEndpoint } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import type { Command } from './command.ts';
import { renameInPresets } from './preset-keys.ts';

/** Deletes nodes with their wires, positions and preset overlays, and single wires by their ids. */
export function deleteElements(nodes: readonly string[], edges: readonly string[]): Command {
  const goneNodes = new Set(nodes);
  const goneEdges = new Set(edges);
  const name =
    nodes.length === 1
      ? `Delete ${nodes[0]}`
      : nodes.length > 1
        ? `Delete ${nodes.length} nodes`
        : edges.length === 1
          ? `Cut ${edges[0]}`
          : `Cut ${edges.length} wires`;
  return {
    name,
    apply: ({ document }) => {
      const { graph } = stageOf(document);
      if (graph.nodes.some((node) => goneNodes.has(node.id))) {
        graph.nodes = graph.nodes.filter((node) => !goneNodes.has(node.id));
      }
      const stays = (edge: { from: string; to: string }) =>
        !goneEdges.has(edgeId(edge)) &&
        !goneNodes.has(splitEndpoint(edge.from).node) &&
        !goneNodes.has(splitEndpoint(edge.to).node);
      if (!graph.edges.every(stays)) graph.edges = graph.edges.filter(stays);
      for (const node of goneNodes) Reflect.deleteProperty(document.view.positions, node);
      renameInPresets(document, (path) => (goneNodes.has(path.split('/')[0]!) ? null : path));
    },
  };
}
