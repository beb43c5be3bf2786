import { noteId } from '../annotations/note-id.ts';
import { edgeId, splitEndpoint } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import type { Command } from './command.ts';
import { renameInPresets } from './preset-keys.ts';

/** Deletes nodes with their wires, positions and preset overlays, single wires by their ids, and frames and comments. */
export function deleteElements(
  nodes: readonly string[],
  edges: readonly string[],
  notes: readonly string[] = [],
): Command {
  const goneNodes = new Set(nodes);
  const goneEdges = new Set(edges);
  const goneNotes = new Set(notes);
  return {
    name: deletionName(nodes, edges, notes),
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
      const { view } = document;
      if (goneNotes.size > 0) {
        view.frames = view.frames.filter(({ id }) => !goneNotes.has(noteId('frame', id)));
        view.comments = view.comments.filter(({ id }) => !goneNotes.has(noteId('comment', id)));
      }
      renameInPresets(document, (path) => (goneNodes.has(path.split('/')[0]!) ? null : path));
    },
  };
}

function deletionName(nodes: readonly string[], edges: readonly string[], notes: readonly string[]): string {
  if (nodes.length > 1) return `Delete ${nodes.length} nodes`;
  if (nodes.length === 1) return `Delete ${nodes[0]}`;
  if (notes.length > 1) return `Delete ${notes.length} frames and comments`;
  if (notes.length === 1) return notes[0]!.startsWith('frame:') ? 'Delete a frame' : 'Delete a comment';
  return edges.length === 1 ? `Cut ${edges[0]}` : `Cut ${edges.length} wires`;
}
