import type { Draft } from 'immer';
import { compositeIdOf, findComposite, innerNodes, mergeWires } from '../../document/composites.ts';
import {
  edgeId,
  splitEndpoint,
  type Composite,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type UnlabelDocument,
} from '../../document/schema.ts';
import { graphOf, stageOf, type Content } from '../store/content.ts';
import type { Command } from './command.ts';
import { compositeUses } from './composite-uses.ts';
import { freshName } from './fresh-name.ts';
import { pathBelow, renameInPresets } from './preset-keys.ts';

export interface Unpacking {
  readonly command: Command;
  /** Ids of the nodes that take the node's place. */
  readonly nodes: readonly string[];
}

/** Why a node cannot be unpacked, in one sentence; null if it can. */
export function whyNotUnpack({ document }: Content, id: string): string | null {
  const node = stageOf(document).graph.nodes.find((other) => other.id === id);
  if (!node || !findComposite(document.composites, node.type)) return 'It is not made of other nodes.';
  if (node.bypassed) return 'It is bypassed, and what it is made of would not be: take it up again first.';
  for (const { title, types, bypassed } of Object.values(document.presets)) {
    if (Object.hasOwn(types, id)) return `The preset “${title}” puts another node in its place.`;
    if (bypassed && Object.hasOwn(bypassed, id) && bypassed[id])
      return `The preset “${title}” bypasses it, and what it is made of would not be.`;
  }
  return null;
}

/**
 * Puts what a composite node is made of in its place: the drawing computes the same as before. What presets say of it and
 * of its inside is said of the nodes. Where no other node is of its type, the type goes.
 */
export function unpackNode(content: Content, id: string): Unpacking | null {
  const { document } = content;
  const graph = graphOf(content);
  const node = graph.nodes.find((other) => other.id === id);
  const composite = node && findComposite(document.composites, node.type);
  if (!composite || whyNotUnpack(content, id) !== null) return null;

  const names = namesOutside(graph, id, composite);
  const nodes = innerNodes(composite, node.params).map((inner) => ({ ...inner, id: names.get(inner.id)! }));
  const edges = wiresOutside(graph, id, composite, names);
  const command: Command = {
    name: `Unpack ${id}`,
    apply: ({ document: draft }) => {
      const drawn = stageOf(draft).graph;
      const place = draft.view.positions[id] ?? { x: 0, y: 0 };
      drawn.nodes.splice(
        drawn.nodes.findIndex((other) => other.id === id),
        1,
        ...structuredClone(nodes),
      );
      drawn.edges = edges.map((edge) => ({ ...edge }));
      Reflect.deleteProperty(draft.view.positions, id);
      for (const [inner, at] of Object.entries(composite.positions)) {
        const name = names.get(inner);
        if (name !== undefined) draft.view.positions[name] = { x: place.x + at.x, y: place.y + at.y };
      }
      unpackPresets(draft, node, composite, names);
      if (compositeUses(draft, node.type) === 0) {
        Reflect.deleteProperty(draft.composites, compositeIdOf(node.type)!);
      }
    },
  };
  return { command, nodes: nodes.map((inner) => inner.id) };
}

/** Names of the inner nodes in the outer drawing: their own where those are free. */
function namesOutside(graph: Graph, id: string, composite: Composite): Map<string, string> {
  const taken = new Set(graph.nodes.map((node) => node.id).filter((other) => other !== id));
  const names = new Map<string, string>();
  for (const inner of composite.graph.nodes) {
    const name = freshName(inner.id.slice(0, 60), (other) => taken.has(other));
    taken.add(name);
    names.set(inner.id, name);
  }
  return names;
}

function wiresOutside(
  graph: Graph,
  id: string,
  composite: Composite,
  names: ReadonlyMap<string, string>,
): GraphEdge[] {
  const outside = (endpoint: string): string | null => {
    const { node, port } = splitEndpoint(endpoint);
    const name = names.get(node);
    return name === undefined ? null : `${name}.${port}`;
  };
  const kept: GraphEdge[] = [];
  const arrivals = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [source, target] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
    const output = composite.outputs.find(({ name }) => name === source.port);
    const from = source.node !== id ? edge.from : output ? outside(output.from) : null;
    if (from === null) continue;
    if (target.node !== id) kept.push({ from, to: edge.to });
    else arrivals.set(target.port, [...(arrivals.get(target.port) ?? []), from]);
  }
  const entering = composite.inputs.map(({ name, to, after = 0 }) => ({
    to: new Set(to),
    after,
    wires: arrivals.get(name) ?? [],
  }));
  const ends = new Set([
    ...composite.graph.edges.map(({ to }) => to),
    ...entering.flatMap(({ to }) => [...to]),
  ]);
  const inner = [...ends].flatMap((end) => {
    const to = outside(end);
    const drawn = composite.graph.edges.filter((edge) => edge.to === end);
    const wires = mergeWires(
      drawn.flatMap(({ from }) => outside(from) ?? []),
      entering.filter((group) => group.to.has(end)),
    );
    return to === null ? [] : wires.map((from) => ({ from, to }));
  });
  return [...new Map([...kept, ...inner].map((edge) => [edgeId(edge), edge])).values()];
}

/** Params that the node shows are said of the nodes they belong to, and win over what is said of the inside. */
function unpackPresets(
  document: Draft<UnlabelDocument>,
  node: GraphNode,
  composite: Composite,
  names: ReadonlyMap<string, string>,
): void {
  for (const preset of Object.values(document.presets)) {
    const own = preset.nodes[node.id] ?? {};
    for (const { name, node: inner, param } of composite.params) {
      const path = `${node.id}/${inner}`;
      if (Object.hasOwn(preset.types, path)) continue;
      if (Object.hasOwn(own, name)) (preset.nodes[path] ??= {})[param] = own[name]!;
      else if (Object.hasOwn(node.params, name) && preset.nodes[path])
        Reflect.deleteProperty(preset.nodes[path], param);
    }
    Reflect.deleteProperty(preset.nodes, node.id);
  }
  renameInPresets(document, (path) => {
    const below = pathBelow(path, node.id);
    if (below === null) return path;
    const [inner, ...rest] = below.split('/');
    const name = names.get(inner!);
    return name === undefined ? null : [name, ...rest].join('/');
  });
}
