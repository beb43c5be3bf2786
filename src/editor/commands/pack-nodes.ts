import { withComposites } from '../../compiler/composite-registry.ts';
import { compositeType } from '../../document/composites.ts';
import {
  edgeId,
  splitEndpoint,
  type Composite,
  type GraphEdge,
  type UnlabelDocument,
} from '../../document/schema.ts';
import type { Registry } from '../../spec/registry.ts';
import { freePlace } from '../palette/free-place.ts';
import { graphOf, stageOf, type Content } from '../store/content.ts';
import type { Command } from './command.ts';
import { freshId } from './fresh-id.ts';
import { freshName } from './fresh-name.ts';
import { innerPorts } from './inner-ports.ts';
import { renameInPresets } from './preset-keys.ts';

export interface Packing {
  readonly command: Command;
  /** The id of the new node. */
  readonly node: string;
}

/**
 * Puts nodes into one composite node of a new type. Every wire between them and the others is kept, on ports named after
 * those inside; inputs that need a wire and have none, and outputs of nodes that feed nothing yet, become ports too. What
 * presets say of the nodes stays said. Null where none of the nodes is there.
 */
export function packNodes(
  content: Content,
  registry: Registry,
  ids: readonly string[],
  title: string,
): Packing | null {
  const { document } = content;
  const graph = graphOf(content);
  const chosen = new Set(ids);
  const nodes = graph.nodes.filter(({ id }) => chosen.has(id));
  const first = graph.nodes.findIndex(({ id }) => chosen.has(id));
  if (first < 0) return null;

  const composite = freshCompositeId(document, title);
  const rest = { ...graph, nodes: graph.nodes.filter(({ id }) => !chosen.has(id)) };
  const id = freshId(rest, compositeType(composite));
  const ports = innerPorts(graph, withComposites(registry, document.composites), chosen);
  const place = placeOf(
    document,
    nodes.map((node) => node.id),
  );
  const definition: Composite = {
    title,
    summary: '',
    graph: { nodes, edges: graph.edges.filter((edge) => ends(edge, chosen).every(Boolean)) },
    inputs: ports.inputs,
    outputs: ports.outputs,
    params: [],
    positions: relative(
      document,
      nodes.map((node) => node.id),
      place,
    ),
  };

  const command: Command = {
    name: `Pack ${nodes.length} node${nodes.length === 1 ? '' : 's'} into ${id}`,
    apply: ({ document: draft }) => {
      const drawn = stageOf(draft).graph;
      draft.composites[composite] = structuredClone(definition);
      const others = drawn.nodes.filter((node) => !chosen.has(node.id));
      others.splice(first, 0, { id, type: compositeType(composite), params: {} });
      drawn.nodes = others;
      const wires = graph.edges.flatMap((edge): GraphEdge[] => {
        const [from, to] = ends(edge, chosen);
        if (from && to) return [];
        const source = from ? `${id}.${ports.outputOf(edge)}` : edge.from;
        return [{ from: source, to: to ? `${id}.${ports.inputOf(edge)}` : edge.to }];
      });
      drawn.edges = [...new Map(wires.map((wire) => [edgeId(wire), wire])).values()];
      for (const node of chosen) Reflect.deleteProperty(draft.view.positions, node);
      draft.view.positions[id] = place;
      renameInPresets(draft, (path) => (chosen.has(path.split('/')[0]!) ? `${id}/${path}` : path));
    },
  };
  return { command, node: id };
}

/** Whether a wire begins and ends at chosen nodes. */
function ends(edge: GraphEdge, chosen: ReadonlySet<string>): readonly [boolean, boolean] {
  return [chosen.has(splitEndpoint(edge.from).node), chosen.has(splitEndpoint(edge.to).node)];
}

/** An id made of the title's words, as node types have it. */
function freshCompositeId(document: UnlabelDocument, title: string): string {
  const words = title
    .normalize('NFD')
    .replace(/[^A-Za-z0-9 ]+/g, '')
    .split(' ')
    .filter(Boolean);
  const joined = words.map((word, i) => (i === 0 ? lower(word) : upper(word))).join('');
  const stem = /^[A-Za-z]/.test(joined) ? joined.slice(0, 40) : 'block';
  return freshName(stem, (name) => Object.hasOwn(document.composites, name) || name in Object.prototype);
}

function lower(word: string): string {
  // an abbreviation at the start would look strange with one small letter
  return word === word.toUpperCase() ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}

function upper(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The middle of the nodes, or the nearest place where a card covers none of the others. */
function placeOf({ view }: UnlabelDocument, ids: readonly string[]): { x: number; y: number } {
  const known = ids.flatMap((id) => view.positions[id] ?? []);
  const middle = (of: (place: { x: number; y: number }) => number) =>
    known.length === 0 ? 0 : Math.round(known.reduce((sum, at) => sum + of(at), 0) / known.length / 10) * 10;
  const others = Object.entries(view.positions).filter(([id]) => !ids.includes(id));
  return freePlace(
    others.map(([, place]) => place),
    { x: middle(({ x }) => x), y: middle(({ y }) => y) },
  );
}

function relative(
  { view }: UnlabelDocument,
  ids: readonly string[],
  from: { x: number; y: number },
): Composite['positions'] {
  const known = ids.flatMap((id) => {
    const at = view.positions[id];
    return at ? [[id, { x: at.x - from.x, y: at.y - from.y }] as const] : [];
  });
  return Object.fromEntries(known);
}
