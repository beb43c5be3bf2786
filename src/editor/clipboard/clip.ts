import { compositeIdOf, findComposite } from '../../document/composites.ts';
import {
  DOCUMENT_VERSION,
  edgeId,
  splitEndpoint,
  type Composites,
  type GraphEdge,
  type Preset,
  type UnlabelDocument,
} from '../../document/schema.ts';
import { noteId } from '../annotations/note-id.ts';
import { graphOf, type Content } from '../store/content.ts';

/** Nodes, frames and comments on their way from one drawing to another, or to another place of it. */
export interface Clip {
  /**
   * A drawing of them and the wires among the nodes, with the composites they are of and what presets say of them. Its
   * texts and its run mean nothing.
   */
  readonly drawing: UnlabelDocument;
  /** Wires that came in from other nodes. */
  readonly incoming: readonly GraphEdge[];
}

/** The nodes, frames and comments as they are; `null` where none of them is there. */
export function clipOf(
  { document }: Content,
  ids: readonly string[],
  notes: readonly string[] = [],
): Clip | null {
  const graph = graphOf({ document, preset: null });
  const chosen = new Set(ids);
  const nodes = graph.nodes.filter(({ id }) => chosen.has(id));
  const frames = document.view.frames.filter(({ id }) => notes.includes(noteId('frame', id)));
  const comments = document.view.comments.filter(({ id }) => notes.includes(noteId('comment', id)));
  if (nodes.length + frames.length + comments.length === 0) return null;
  const into = graph.edges.filter(({ to }) => chosen.has(splitEndpoint(to).node));
  const edges = into.filter(({ from }) => chosen.has(splitEndpoint(from).node));
  const presets = presetsOf(document.presets, chosen);
  const { positions, waypoints } = document.view;
  const types = [
    ...nodes.map(({ type }) => type),
    ...Object.values(presets).flatMap((preset) => Object.values(preset.types)),
  ];
  return {
    drawing: {
      format: 'unlabel',
      version: DOCUMENT_VERSION,
      meta: { title: '', idea: '', formula: '', citation: '', tryThis: [] },
      stages: [{ id: 'nodes', title: '', graph: { nodes, edges }, run: { steps: 1, seed: 1 } }],
      composites: compositesOf(document.composites, types),
      presets,
      view: {
        positions: only(positions, (id) => chosen.has(id)),
        frames,
        comments,
        waypoints: only(waypoints, (id) => edges.some((edge) => edgeId(edge) === id)),
      },
    },
    incoming: into.filter((edge) => !edges.includes(edge)),
  };
}

/** The composites that nodes of the types need, with those inside them. */
function compositesOf(all: Composites, types: readonly string[]): Composites {
  const needed: Composites = {};
  const open = [...types];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    const composite = findComposite(all, type);
    const id = compositeIdOf(type);
    if (!composite || id === null || Object.hasOwn(needed, id)) continue;
    needed[id] = composite;
    open.push(...composite.graph.nodes.map((node) => node.type));
  }
  return needed;
}

/** What presets say of the nodes and of what is inside them. */
function presetsOf(presets: UnlabelDocument['presets'], chosen: ReadonlySet<string>) {
  const of = (path: string) => chosen.has(path.split('/')[0]!);
  const said: Record<string, Preset> = {};
  for (const [id, { title, nodes, types, bypassed = {} }] of Object.entries(presets)) {
    const mine = { nodes: only(nodes, of), types: only(types, of), bypassed: only(bypassed, of) };
    if (Object.values(mine).every((record) => Object.keys(record).length === 0)) continue;
    said[id] = { title, ...mine, run: {} };
  }
  return said;
}

function only<T>(record: Readonly<Record<string, T>>, keep: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)));
}
