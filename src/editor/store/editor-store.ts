import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Compilation } from '../../compiler/compilation.ts';
import { outerNode } from '../../compiler/outer-place.ts';
import { edgeId, splitEndpoint } from '../../document/schema.ts';
import { findNote } from '../annotations/note-id.ts';
import type { Command } from '../commands/command.ts';
import { graphOf, type Content } from './content.ts';
import { EMPTY_HISTORY, perform, redo, seal, travel, undo, type History, type Revision } from './history.ts';

/** Ids of selected nodes and wires, and of selected frames and comments. */
export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly notes?: readonly string[];
}

const NONE: readonly string[] = [];
/** The serial number tells requests apart. */
export interface ViewRequest {
  readonly serial: number;
  /** A node to bring into view, or all of the drawing. */
  readonly node: string | null;
  /** Nodes, frames and comments to fit into view. */
  readonly elements?: readonly string[];
  /** How much larger things shall be than they are, or how large. */
  readonly zoom?: { readonly by: number } | { readonly to: number };
}

export const NOTHING_SELECTED: Selection = { nodes: [], edges: [] };

export interface EditorState {
  readonly content: Content;
  readonly history: History;
  readonly selection: Selection;
  /** The newest compilation; it may be of a drawing a few milliseconds older than `content`. */
  readonly compilation: Compilation | null;
  /** What the canvas is asked to show. */
  readonly view: ViewRequest;

  /** Carries out an edit as an undoable step. */
  run(command: Command): void;
  undo(): void;
  redo(): void;
  /** Goes many steps at once: back where `steps` is below zero, forward where it is above. */
  travel(steps: number): void;
  /** Ends a continuous gesture: a slider let go, a field left. */
  endGesture(): void;
  select(selection: Selection): void;
  /**
   * Selects the node, or the composite node it is in, and brings it into view. Nothing happens where there is no such
   * node.
   */
  focusNode(node: string): void;
  fitView(): void;
  /** Fits what is selected, and the ends of selected wires, into view. */
  fitSelection(): void;
  zoom(zoom: { readonly by: number } | { readonly to: number }): void;
  setCompilation(compilation: Compilation): void;
}

export type EditorStore = StoreApi<EditorState>;

/** The selection without what is no longer there; the same object where nothing is missing. */
function surviving(selection: Selection, content: Content): Selection {
  const graph = graphOf(content);
  const nodeIds = new Set(graph.nodes.map((node) => node.id));
  const edgeIds = new Set(graph.edges.map(edgeId));
  const nodes = selection.nodes.filter((id) => nodeIds.has(id));
  const edges = selection.edges.filter((id) => edgeIds.has(id));
  const before = selection.notes ?? NONE;
  const notes = before.filter((id) => findNote(content.document.view, id));
  const same =
    nodes.length === selection.nodes.length &&
    edges.length === selection.edges.length &&
    notes.length === before.length;
  return same ? selection : { nodes, edges, ...(notes.length > 0 ? { notes } : {}) };
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

/** The state of the editor: the document with its history, the selection apart from it, and what compiling gave. */
export function createEditorStore(content: Content): EditorStore {
  return createStore<EditorState>()((set, get) => {
    const revise = (next: Revision) => {
      const { content: before, selection } = get();
      if (next.content === before && next.history === get().history) return;
      set({ ...next, ...(next.content === before ? {} : { selection: surviving(selection, next.content) }) });
    };
    return {
      content,
      history: EMPTY_HISTORY,
      selection: NOTHING_SELECTED,
      compilation: null,
      view: { serial: 0, node: null },
      run: (command) => revise(perform(get(), command)),
      undo: () => revise(undo(get())),
      redo: () => revise(redo(get())),
      travel: (steps) => revise(travel(get(), steps)),
      endGesture: () => set(({ history }) => ({ history: seal(history) })),
      select: (selection) => {
        const now = get().selection;
        const same =
          sameIds(now.nodes, selection.nodes) &&
          sameIds(now.edges, selection.edges) &&
          sameIds(now.notes ?? NONE, selection.notes ?? NONE);
        if (same) return;
        set({ selection });
      },
      focusNode: (id) => {
        const node = outerNode(id);
        if (!graphOf(get().content).nodes.some((candidate) => candidate.id === node)) return;
        set(({ view }) => ({
          selection: { nodes: [node], edges: [] },
          view: { serial: view.serial + 1, node },
        }));
      },
      fitView: () => set(({ view }) => ({ view: { serial: view.serial + 1, node: null } })),
      fitSelection: () => {
        const { nodes, edges, notes = NONE } = get().selection;
        const chosen = new Set(edges);
        const ends = graphOf(get().content)
          .edges.filter((edge) => chosen.has(edgeId(edge)))
          .flatMap(({ from, to }) => [splitEndpoint(from).node, splitEndpoint(to).node]);
        const elements = [...new Set([...nodes, ...notes, ...ends])];
        if (elements.length === 0) return;
        set(({ view }) => ({ view: { serial: view.serial + 1, node: null, elements } }));
      },
      zoom: (zoom) => set(({ view }) => ({ view: { serial: view.serial + 1, node: null, zoom } })),
      setCompilation: (compilation) => set({ compilation }),
    };
  });
}
