import {
  applyEdgeChanges,
  applyNodeChanges,
  type EdgeChange,
  type NodeChange,
  type XYPosition,
} from '@xyflow/react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { areaOf, cargoOf, carryAlong, movedFrames, type Cargo } from '../annotations/carry-along.ts';
import { isNote } from '../annotations/note-id.ts';
import type { Command } from '../commands/command.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { resizeNote } from '../commands/resize-note.ts';
import type { EditorStore, Selection } from '../store/editor-store.ts';
import { flowEdges, flowNodes } from './flow-elements.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';

/** What React Flow draws: the document's nodes and wires with their measured sizes and the place of a drag underway. */
export interface FlowState {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  changeNodes(changes: NodeChange<FlowNode>[]): void;
  changeEdges(changes: EdgeChange<FlowEdge>[]): void;
  /** Whether the pointer drags nodes; other moves come from the keyboard. */
  setDragging(dragging: boolean): void;
  /** Follows the editor until the function it returns is called. */
  follow(): () => void;
}

function toggled(ids: readonly string[], changes: readonly { id: string; selected: boolean }[]): string[] {
  const next = new Set(ids);
  for (const { id, selected } of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return [...next];
}

/** React Flow knows one sort of nodes; a selection tells notes apart. */
function selectionAfter(now: Selection, changes: readonly { id: string; selected: boolean }[]): Selection {
  const notes = toggled(
    now.notes ?? [],
    changes.filter(({ id }) => isNote(id)),
  );
  const nodes = toggled(
    now.nodes,
    changes.filter(({ id }) => !isNote(id)),
  );
  return { nodes, edges: now.edges, ...(notes.length > 0 ? { notes } : {}) };
}

/** What a card does that is let go at a place, other than to lie there: a command that takes the place of the move. */
type Landing = (id: string, position: XYPosition, cards: readonly FlowNode[]) => Command | null;

/** Stands between React Flow, which reports every pixel of a drag, and the editor, which records finished moves. */
export function createFlowStore(editor: EditorStore, landing: Landing = () => null): StoreApi<FlowState> {
  let dragging = false;
  /** What frames take with them, while they are being moved. */
  let cargo: Cargo | null = null;
  return createStore<FlowState>()((set, get) => {
    const sync = () => {
      const { content, selection } = editor.getState();
      set(({ nodes, edges }) => ({
        nodes: flowNodes(nodes, content, selection),
        edges: flowEdges(edges, content, selection),
      }));
    };
    const { content, selection } = editor.getState();
    return {
      nodes: flowNodes([], content, selection),
      edges: flowEdges([], content, selection),
      changeNodes: (reported) => {
        const frames = movedFrames(reported);
        if (frames.length && cargo === null) cargo = cargoOf(frames, get().nodes);
        const changes = cargo ? carryAlong(reported, get().nodes, cargo) : reported;
        const local = changes.filter(({ type }) => type === 'position' || type === 'dimensions');
        if (local.length) set({ nodes: applyNodeChanges(local, get().nodes) });
        const select = changes.filter((change) => change.type === 'select');
        if (select.length) editor.getState().select(selectionAfter(editor.getState().selection, select));
        const placed = changes.flatMap((change) =>
          change.type === 'position' && change.dragging === false ? [change.id] : [],
        );
        if (placed.length) {
          cargo = null;
          const nodes = get().nodes.filter((node) => placed.includes(node.id));
          const positions = Object.fromEntries(nodes.map((node) => [node.id, { ...node.position }]));
          const [only, ...others] = nodes;
          const cards = get().nodes.filter(({ type }) => type === 'card');
          const lands = dragging && only?.type === 'card' && others.length === 0;
          const landed = lands ? landing(only.id, only.position, cards) : null;
          const merge = dragging ? undefined : `move:${placed.join(',')}`;
          editor.getState().run(landed ?? moveNodes(positions, merge));
        }
        for (const change of changes) {
          if (change.type !== 'dimensions' || change.resizing !== false) continue;
          const note = get().nodes.find(({ id }) => id === change.id);
          if (note) editor.getState().run(resizeNote(note.id, areaOf(note)));
        }
      },
      changeEdges: (changes) => {
        const local = changes.filter(({ type }) => type !== 'select' && type !== 'remove');
        if (local.length) set({ edges: applyEdgeChanges(local, get().edges) });
        const select = changes.filter((change) => change.type === 'select');
        if (select.length) {
          const now = editor.getState().selection;
          editor.getState().select({ ...now, edges: toggled(now.edges, select) });
        }
      },
      setDragging: (value) => {
        dragging = value;
      },
      follow: () => {
        sync();
        return editor.subscribe((state, before) => {
          if (state.content !== before.content || state.selection !== before.selection) sync();
        });
      },
    };
  });
}
