import { failure, success } from '../../base/outcome.ts';
import { withComposites } from '../../compiler/composite-registry.ts';
import { resolve } from '../../compiler/resolve.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { edgeId, splitEndpoint, type GraphEdge, type Preset } from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import { noteId } from '../annotations/note-id.ts';
import type { Clip } from '../clipboard/clip.ts';
import { effectiveDocument, graphOf, stageOf, type Content } from '../store/content.ts';
import type { Command } from './command.ts';
import { freshName } from './fresh-name.ts';
import { mergeComposites } from './merge-composites.ts';

export interface Pasting {
  readonly command: Command;
  /** Ids of the new nodes. */
  readonly nodes: readonly string[];
  /** Ids of the new frames and comments among all that can be selected. */
  readonly notes: readonly string[];
}

export interface PasteOptions {
  /** How far the nodes are moved from where they were copied. */
  readonly by: { readonly x: number; readonly y: number };
  /** Keep the wires that came in from other nodes, where those nodes are here. */
  readonly linked?: boolean;
  /** What the history calls it, before the nodes: “Paste”. */
  readonly verb?: string;
}

/** The schema's own limits: a drawing beyond them could not be opened again. */
const MAX = {
  nodes: 5_000,
  wires: 20_000,
  'node types': 1_000,
  frames: 1_000,
  comments: 1_000,
} as const;
const EDGE_OF_THE_WORLD = 1e7;

/**
 * Puts copied nodes into the drawing under fresh names, with the wires among them, the composites they are of, what
 * presets of the same id say of them, and the frames and comments that were copied with them. Fails with `CLIP_TOO_MANY`.
 */
export function pasteNodes(
  content: Content,
  registry: Registry,
  { drawing, incoming }: Clip,
  { by, linked = false, verb = 'Paste' }: PasteOptions,
): Checked<Pasting> {
  const graph = graphOf(content);
  const { frames, comments } = content.document.view;
  const copied = stageOf(drawing).graph;
  const { added, types } = mergeComposites(content.document.composites, drawing.composites);
  const typed = (type: string) => types.get(type) ?? type;
  const names = freshNames(idsOf(graph.nodes), idsOf(copied.nodes));
  const nodes = copied.nodes.map((node) => ({ ...node, id: names.get(node.id)!, type: typed(node.type) }));
  const edges = copied.edges.map((edge) => renamed(edge, names));
  if (linked) {
    const gives = outputsOf(content, registry);
    edges.push(...incoming.filter(({ from }) => gives(from)).map((edge) => renamed(edge, names)));
  }
  const composites = Object.keys({ ...content.document.composites, ...added }).length;
  const counts = {
    nodes: graph.nodes.length + nodes.length,
    wires: graph.edges.length + edges.length,
    'node types': composites,
    frames: frames.length + drawing.view.frames.length,
    comments: comments.length + drawing.view.comments.length,
  };
  for (const what of Object.keys(counts) as (keyof typeof MAX)[]) {
    const limit = MAX[what];
    if (counts[what] > limit) return failure([diagnose('CLIP_TOO_MANY', { limit, what })]);
  }

  const frameNames = freshNames(idsOf(frames), idsOf(drawing.view.frames));
  const commentNames = freshNames(idsOf(comments), idsOf(drawing.view.comments));
  const notes = [
    ...[...frameNames.values()].map((id) => noteId('frame', id)),
    ...[...commentNames.values()].map((id) => noteId('comment', id)),
  ];
  const place = ({ x, y }: { x: number; y: number }) => ({ x: within(x + by.x), y: within(y + by.y) });
  const command: Command = {
    name: `${verb} ${pastedName(idsOf(nodes), notes)}`,
    apply: ({ document }) => {
      const drawn = stageOf(document).graph;
      Object.assign(document.composites, structuredClone(added));
      drawn.nodes.push(...structuredClone(nodes));
      drawn.edges.push(...edges.map((edge) => ({ ...edge })));
      for (const [id, at] of Object.entries(drawing.view.positions)) {
        const name = names.get(id);
        if (name !== undefined) document.view.positions[name] = place(at);
      }
      for (const edge of copied.edges) {
        const points = drawing.view.waypoints[edgeId(edge)];
        if (points) document.view.waypoints[edgeId(renamed(edge, names))] = points.map(place);
      }
      for (const frame of drawing.view.frames) {
        document.view.frames.push({ ...frame, ...place(frame), id: frameNames.get(frame.id)! });
      }
      for (const comment of drawing.view.comments) {
        document.view.comments.push({ ...comment, ...place(comment), id: commentNames.get(comment.id)! });
      }
      for (const [id, preset] of Object.entries(drawing.presets)) {
        const here = Object.hasOwn(document.presets, id) ? document.presets[id] : undefined;
        if (here) say(here, preset, names, typed);
      }
    },
  };
  return success({ command, nodes: idsOf(nodes), notes });
}

const idsOf = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

function pastedName([only, ...others]: readonly string[], notes: readonly string[]): string {
  if (only !== undefined) return others.length === 0 ? only : `${others.length + 1} nodes`;
  if (notes.length > 1) return `${notes.length} frames and comments`;
  return notes[0]!.startsWith('frame:') ? 'a frame' : 'a comment';
}

/** Names that are free, as near to the old ones as can be: `encoder` becomes `encoder2`, and that `encoder3`. */
function freshNames(taken: readonly string[], ids: readonly string[]): ReadonlyMap<string, string> {
  const used = new Set(taken);
  return new Map(
    ids.map((id) => {
      const stem = used.has(id) ? id.replace(/\d+$/, '').slice(0, 58) : id;
      const name = freshName(stem, (other) => used.has(other) || other in Object.prototype);
      used.add(name);
      return [id, name];
    }),
  );
}

function renamed({ from, to }: GraphEdge, names: ReadonlyMap<string, string>): GraphEdge {
  const end = (endpoint: string) => {
    const { node, port } = splitEndpoint(endpoint);
    return `${names.get(node) ?? node}.${port}`;
  };
  return { from: end(from), to: end(to) };
}

/** Whether there is an output `node.port`. */
function outputsOf(content: Content, registry: Registry): (from: string) => boolean {
  const shown = effectiveDocument(content);
  const { graph } = resolve(stageOf(shown).graph, withComposites(registry, shown.composites));
  return (from) => {
    const { node, port } = splitEndpoint(from);
    return graph.nodes.get(node)?.outputs.some(({ name }) => name === port) ?? false;
  };
}

/** Has a preset say of the new nodes what it says of the copied ones. */
function say(
  here: Preset,
  preset: Preset,
  names: ReadonlyMap<string, string>,
  typed: (type: string) => string,
): void {
  const path = (old: string) => {
    const [node, ...rest] = old.split('/');
    return [names.get(node!) ?? node!, ...rest].join('/');
  };
  for (const [old, params] of Object.entries(preset.nodes)) here.nodes[path(old)] = structuredClone(params);
  for (const [old, type] of Object.entries(preset.types)) here.types[path(old)] = typed(type);
  for (const [old, bypassed] of Object.entries(preset.bypassed ?? {})) {
    here.bypassed ??= {};
    here.bypassed[path(old)] = bypassed;
  }
}

function within(value: number): number {
  return Math.max(-EDGE_OF_THE_WORLD, Math.min(EDGE_OF_THE_WORLD, value));
}
