import { edgeId, splitEndpoint } from '../../document/schema.ts';
import { flowNotes } from '../annotations/flow-notes.ts';
import { graphOf, type Content } from '../store/content.ts';
import type { Selection } from '../store/editor-store.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';

const NO_DATA: Record<string, never> = {};

/** Where a node without a position goes: in a row, in the order of the list. */
function fallback(index: number): { x: number; y: number } {
  return { x: (index % 6) * 260, y: Math.floor(index / 6) * 220 };
}

/**
 * React Flow's nodes for a document: its nodes, comments and frames. Those that have not changed stay the same objects, so their cards are not drawn
 * again; a node being dragged stays under the pointer.
 */
export function flowNodes(before: readonly FlowNode[], content: Content, selection: Selection): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const selected = new Set(selection.nodes);
  const { positions } = content.document.view;
  const cards = graphOf(content).nodes.map(({ id }, index): FlowNode => {
    const old = known.get(id);
    const place = positions[id] ?? fallback(index);
    const position = old?.dragging ? old.position : place;
    const isSelected = selected.has(id);
    if (
      old &&
      old.selected === isSelected &&
      old.position.x === position.x &&
      old.position.y === position.y
    ) {
      return old;
    }
    return { ...(old ?? { id, type: 'card', data: NO_DATA }), position, selected: isSelected };
  });
  return [...cards, ...flowNotes(known, content, selection)];
}

/** React Flow's edges for a document; those that have not changed stay the same objects. */
export function flowEdges(before: readonly FlowEdge[], content: Content, selection: Selection): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const selected = new Set(selection.edges);
  return graphOf(content).edges.map((edge) => {
    const id = edgeId(edge);
    const old = known.get(id);
    const isSelected = selected.has(id);
    if (old && old.selected === isSelected) return old;
    const [from, to] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
    return {
      id,
      type: 'wire',
      data: NO_DATA,
      source: from.node,
      sourceHandle: from.port,
      target: to.node,
      targetHandle: to.port,
      selected: isSelected,
      ariaLabel: `Wire from ${from.node} ${from.port} to ${to.node} ${to.port}`,
    };
  });
}
