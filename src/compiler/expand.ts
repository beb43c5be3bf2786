import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { findComposite, innerNodes, mergeWires } from '../document/composites.ts';
import {
  edgeId,
  splitEndpoint,
  type Composite,
  type Composites,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type ParamValue,
} from '../document/schema.ts';
import { refuseToUnpack } from './composite-sizes.ts';
import { overridesByNode, type Overrides } from './overrides.ts';

/** Wires and ports that are followed through composite nodes: enough for any drawing, and an end to hostile ones. */
const MAX_WIRES = 100_000;

/** A drawing without composite nodes, and how it came from the one with them. */
export interface Expansion {
  /** Inner nodes have ids like `block/encoder`. */
  readonly graph: Graph;
  /** Overrides of what is left; those of composite nodes are in the graph already. */
  readonly overrides: Overrides;
  /** The drawn wires that each wire runs along, from its source on; wires inside composite nodes are missing. */
  readonly drawn: ReadonlyMap<string, readonly string[]>;
  /** Drawn wires that end at a bypassed node which does not hand on what they carry: the output they come from. */
  readonly loose: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A wire on its way inwards: its source is a node without insides. */
interface Wire {
  readonly from: string;
  /** The wire on the canvas it belongs to. */
  readonly drawn: string | undefined;
}

/** What comes into a composite node, by its input. */
type Arrivals = ReadonlyMap<string, readonly Wire[]>;

class TooManyWires extends Error {}

/**
 * Pass before all others: puts the drawings that composite nodes stand for in their place, nodes named `outer/inner`. A
 * drawing that contains itself, or that would become too large, is refused as a whole. A drawing without composite nodes
 * is handed on as it is. Bypassed composite nodes stay as they are, for `passOver`.
 */
export function expand(
  graph: Graph,
  composites: Composites,
  overrides: Overrides = {},
): Expansion | { readonly refused: Diagnostic } {
  if (!graph.nodes.some(({ type }) => findComposite(composites, type))) {
    return { graph, overrides, drawn: new Map(), loose: new Map(), diagnostics: [] };
  }
  const refused = refuseToUnpack(graph, composites);
  if (refused) return { refused };
  try {
    return new Expander(composites, overrides).run(graph);
  } catch (error) {
    if (!(error instanceof TooManyWires)) throw error;
    return { refused: diagnose('GRAPH_TOO_LARGE', { limit: MAX_WIRES, what: 'wires and ports' }) };
  }
}

class Expander {
  readonly #composites: Composites;
  readonly #byNode: ReadonlyMap<string, Record<string, ParamValue>>;
  readonly #nodes: GraphNode[] = [];
  readonly #edges: GraphEdge[] = [];
  readonly #drawn = new Map<string, readonly string[]>();
  readonly #diagnostics: Diagnostic[] = [];
  readonly #used = new Set<string>();
  #work = 0;

  constructor(composites: Composites, overrides: Overrides) {
    this.#composites = composites;
    this.#byNode = overridesByNode(overrides);
  }

  run(graph: Graph): Expansion {
    this.#level(graph, '', new Map());
    const rest = [...this.#byNode].filter(([node]) => !this.#used.has(node));
    const overrides = rest.flatMap(([node, values]) =>
      Object.entries(values).map(([param, value]) => [`${node}.${param}`, value] as const),
    );
    return {
      graph: { nodes: this.#nodes, edges: this.#edges },
      overrides: Object.fromEntries(overrides),
      drawn: this.#drawn,
      loose: new Map(),
      diagnostics: this.#diagnostics,
    };
  }

  /** One drawing; `entering` tells what comes in from outside, by inner `node.port` and in groups with their place. */
  #level(
    graph: Graph,
    prefix: string,
    entering: ReadonlyMap<string, readonly { after: number; wires: readonly Wire[] }[]>,
  ): void {
    const nodes = this.#named(graph, prefix);
    const wires = new Map<string, Wire[]>();
    for (const edge of graph.edges) {
      this.#count(1);
      const from = this.#source(nodes, prefix, edge);
      if (from === null) continue;
      const wire = { from, drawn: prefix === '' ? edgeId(edge) : undefined };
      const others = wires.get(edge.to);
      if (others) others.push(wire);
      else wires.set(edge.to, [wire]);
    }
    const byNode = new Map<string, Map<string, readonly Wire[]>>();
    for (const to of new Set([...wires.keys(), ...entering.keys()])) {
      const { node, port } = splitEndpoint(to);
      const merged = mergeWires(wires.get(to) ?? [], entering.get(to) ?? []);
      byNode.set(node, (byNode.get(node) ?? new Map<string, readonly Wire[]>()).set(port, merged));
    }
    for (const node of nodes.values()) {
      const id = `${prefix}${node.id}`;
      const arrivals: Arrivals = byNode.get(node.id) ?? new Map();
      byNode.delete(node.id);
      const composite = this.#inside(node);
      if (composite) {
        this.#enter(composite, { ...node, id }, arrivals);
        continue;
      }
      this.#nodes.push({ ...node, id });
      this.#emit(id, arrivals);
    }
    // wires to nodes that are not there: `resolve` will say so
    for (const [node, arrivals] of byNode) this.#emit(`${prefix}${node}`, arrivals);
  }

  /** The level's nodes by id; of composite nodes that share an id the first one. */
  #named(graph: Graph, prefix: string): Map<string, GraphNode> {
    const nodes = new Map<string, GraphNode>();
    for (const node of graph.nodes) {
      if (nodes.has(node.id)) {
        const id = `${prefix}${node.id}`;
        this.#diagnostics.push(diagnose('GRAPH_DUPLICATE_NODE', { node: id }, { node: id }));
      } else nodes.set(node.id, node);
    }
    return nodes;
  }

  #enter(composite: Composite, node: GraphNode, arrivals: Arrivals): void {
    const values = { ...node.params, ...this.#byNode.get(node.id) };
    this.#used.add(node.id);
    const known = composite.params.map(({ name }) => name);
    for (const param of Object.keys(values)) {
      if (known.includes(param)) continue;
      const at = { node: node.id, param };
      this.#diagnostics.push(diagnose('GRAPH_UNKNOWN_PARAM', { param, type: composite.title, known }, at));
    }
    this.#missing(composite, node.id);

    const inner = new Set(composite.graph.nodes.map(({ id }) => id));
    const entering = new Map<string, { after: number; wires: readonly Wire[] }[]>();
    for (const [port, wires] of arrivals) {
      const input = composite.inputs.find(({ name }) => name === port);
      if (!input) {
        for (const wire of wires) this.#unknownPort(node.id, port, 'input', wire.drawn);
        continue;
      }
      for (const to of new Set(input.to)) {
        if (!inner.has(splitEndpoint(to).node)) continue;
        this.#count(wires.length);
        const groups = entering.get(to) ?? [];
        groups.push({ after: input.after ?? 0, wires });
        entering.set(to, groups);
      }
    }
    const graph = { nodes: innerNodes(composite, values), edges: composite.graph.edges };
    this.#level(graph, `${node.id}/`, entering);
  }

  /** Reports ports and params that lead to inner nodes which are not there. */
  #missing(composite: Composite, id: string): void {
    const inner = new Set(composite.graph.nodes.map((node) => node.id));
    const named = [
      ...composite.inputs.flatMap(({ to }) => to.map((end) => splitEndpoint(end).node)),
      ...composite.outputs.map(({ from }) => splitEndpoint(from).node),
      ...composite.params.map(({ node }) => node),
    ];
    this.#count(named.length);
    for (const node of new Set(named)) {
      if (inner.has(node)) continue;
      this.#diagnostics.push(diagnose('GRAPH_UNKNOWN_NODE', { node: `${id}/${node}` }, { node: id }));
    }
  }

  /** Where a wire of this level begins, once composite nodes are gone; null where that has been reported. */
  #source(nodes: ReadonlyMap<string, GraphNode>, prefix: string, edge: GraphEdge): string | null {
    let [level, path, end] = [nodes, prefix, edge.from];
    for (;;) {
      const { node, port } = splitEndpoint(end);
      const inner = level.get(node);
      const composite = inner && this.#inside(inner);
      if (!composite) return `${path}${end}`;
      this.#count(1);
      path = `${path}${node}/`;
      const output = composite.outputs.find(({ name }) => name === port);
      if (!output) {
        const drawn = prefix === '' ? edgeId(edge) : undefined;
        this.#unknownPort(path.slice(0, -1), port, 'output', drawn);
        return null;
      }
      end = output.from;
      const next = splitEndpoint(end).node;
      const found = composite.graph.nodes.find(({ id }) => id === next);
      // an output from nowhere is reported with the composite node
      if (!found) return null;
      level = new Map([[next, found]]);
    }
  }

  /** What is put in the node's place. */
  #inside({ type, bypassed }: GraphNode): Composite | undefined {
    return bypassed ? undefined : findComposite(this.#composites, type);
  }

  #unknownPort(node: string, port: string, side: 'input' | 'output', drawn: string | undefined): void {
    const at = { node, port, ...(drawn !== undefined && { edge: drawn }) };
    const fix = { title: 'Delete the wire', kind: 'removeEdge' as const, edge: drawn ?? '' };
    this.#diagnostics.push(
      diagnose('GRAPH_UNKNOWN_PORT', { node, port, side }, at, drawn === undefined ? {} : { fix }),
    );
  }

  #emit(node: string, arrivals: Arrivals): void {
    for (const [port, wires] of arrivals) {
      for (const { from, drawn } of wires) {
        const edge = { from, to: `${node}.${port}` };
        this.#edges.push(edge);
        if (drawn !== undefined && !this.#drawn.has(edgeId(edge))) this.#drawn.set(edgeId(edge), [drawn]);
      }
    }
  }

  #count(work: number): void {
    this.#work += work;
    if (this.#work > MAX_WIRES) throw new TooManyWires();
  }
}
