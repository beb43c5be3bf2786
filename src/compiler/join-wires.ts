import { edgeId, splitEndpoint, type Graph, type GraphEdge } from '../document/schema.ts';
import { accepts } from './kinds.ts';
import type { PortKind } from '../spec/port.ts';
import type { ResolvedGraph, ResolvedNode } from './resolved-graph.ts';

/** A wire of a drawing that some nodes have been taken out of. */
export interface JoinedWire {
  readonly edge: GraphEdge;
  /** Ids of the wires it takes the place of, from its source on; its own alone where nothing was in between. */
  readonly along: readonly string[];
}

/** Where a wire may begin once nodes are gone, and the wires that led from there. */
interface Way {
  readonly from: string;
  readonly along: readonly string[];
}

/**
 * The wires that are left when nodes are taken out. Each output of such a node goes on from the node's first connected
 * input of a fitting kind: the one it takes its kind from, else one that carries the kind it gives, else one that would
 * take that kind. Where there is none, the wires that left it are gone.
 *
 * Of several modules whose weights go in, a node gets those of the one of its own type, as behind `flow.ema`.
 */
export function joinWires(graph: Graph, resolved: ResolvedGraph, gone: ReadonlySet<string>): JoinedWire[] {
  const joiner = new Joiner(graph, resolved, gone);
  const plain = new Set(graph.edges.filter(({ from }) => !gone.has(nodeOf(from))).map(edgeId));
  const wires: { edge: GraphEdge; along: readonly string[] }[] = [];
  const joined = new Set<string>();
  for (const edge of graph.edges) {
    if (gone.has(nodeOf(edge.to))) continue;
    if (!gone.has(nodeOf(edge.from))) {
      wires.push({ edge, along: [edgeId(edge)] });
      continue;
    }
    for (const { from, along } of joiner.chosen(edge)) {
      const wire = { from, to: edge.to };
      // two ways between the same ports are one wire
      if (plain.has(edgeId(wire)) || joined.has(edgeId(wire))) continue;
      joined.add(edgeId(wire));
      wires.push({ edge: wire, along: [...along, edgeId(edge)] });
    }
  }
  return wires;
}

/** Where what comes out at a port would come from; `null` where nothing would. */
export function sourceBehind(
  graph: Graph,
  resolved: ResolvedGraph,
  gone: ReadonlySet<string>,
): (from: string) => string | null {
  const joiner = new Joiner(graph, resolved, gone);
  return (from) => joiner.ways(from)[0]?.from ?? null;
}

class Joiner {
  readonly #resolved: ResolvedGraph;
  readonly #gone: ReadonlySet<string>;
  readonly #arriving = new Map<string, GraphEdge[]>();
  readonly #ways = new Map<string, readonly Way[]>();
  readonly #kinds = new Map<string, PortKind | undefined>();

  constructor(graph: Graph, resolved: ResolvedGraph, gone: ReadonlySet<string>) {
    this.#resolved = resolved;
    this.#gone = gone;
    for (const edge of graph.edges) {
      const others = this.#arriving.get(edge.to);
      if (others) others.push(edge);
      else this.#arriving.set(edge.to, [edge]);
    }
  }

  /** The ways a wire that leaves a node that is gone is joined to. */
  chosen({ from, to }: GraphEdge): readonly Way[] {
    const ways = this.ways(from);
    if (ways.length < 2) return ways;
    const { node, port } = splitEndpoint(to);
    const receiver = this.#resolved.nodes.get(node);
    if (receiver?.inputs.find(({ name }) => name === port)?.multiple) return ways;
    const giver = (way: Way) => this.#resolved.nodes.get(nodeOf(way.from));
    const same = ways.filter((way) => giver(way)?.spec.id === receiver?.spec.id);
    const alike = same.find((way) => JSON.stringify(giver(way)?.params) === JSON.stringify(receiver?.params));
    return [alike ?? same[0] ?? ways[0]!];
  }

  /** Where what comes out at a port comes from: of weights all modules, of all else one. */
  ways(end: string): readonly Way[] {
    const { node: id, port } = splitEndpoint(end);
    if (!this.#gone.has(id)) return [{ from: end, along: [] }];
    const known = this.#ways.get(end);
    if (known) return known;
    // a circle of nodes that are gone leads nowhere
    this.#ways.set(end, []);
    const node = this.#resolved.nodes.get(id);
    const found = node ? this.#through(node, port) : [];
    this.#ways.set(end, found);
    return found;
  }

  #through(node: ResolvedNode, port: string): readonly Way[] {
    const output = node.outputs.find(({ name }) => name === port);
    if (!output) return [];
    const kind = this.#kind(`${node.id}.${port}`);
    if (kind === undefined) return [];
    const like = typeof output.kind === 'string' ? undefined : output.kind.like;
    const tests = [
      ({ name }: ResolvedNode['inputs'][number]) => name === like,
      ({ name }: ResolvedNode['inputs'][number]) =>
        this.#into(node, name).some(({ from }) => this.#kind(from) === kind),
      (input: ResolvedNode['inputs'][number]) => accepts(input, kind),
    ];
    for (const fits of tests) {
      for (const input of node.inputs.filter(fits)) {
        const ways = this.#into(node, input.name).flatMap((edge) =>
          this.ways(edge.from).map(({ from, along }) => ({ from, along: [...along, edgeId(edge)] })),
        );
        if (ways.length > 0) return kind === 'weights' ? distinct(ways) : ways.slice(0, 1);
      }
    }
    return [];
  }

  #into(node: ResolvedNode, input: string): readonly GraphEdge[] {
    return this.#arriving.get(`${node.id}.${input}`) ?? [];
  }

  /** As `outputKind`, but each output is looked at once. */
  #kind(end: string): PortKind | undefined {
    if (this.#kinds.has(end)) return this.#kinds.get(end);
    this.#kinds.set(end, undefined);
    const { node, port } = splitEndpoint(end);
    const kind = this.#resolved.nodes.get(node)?.outputs.find(({ name }) => name === port)?.kind;
    const source = typeof kind === 'object' ? this.#arriving.get(`${node}.${kind.like}`)?.[0] : undefined;
    const found = typeof kind === 'string' ? kind : source && this.#kind(source.from);
    this.#kinds.set(end, found);
    return found;
  }
}

function distinct(ways: readonly Way[]): Way[] {
  return [...new Map([...ways].reverse().map((way) => [way.from, way])).values()].reverse();
}

function nodeOf(end: string): string {
  return splitEndpoint(end).node;
}
