import { resolve } from '../../compiler/resolve.ts';
import type { ResolvedGraph } from '../../compiler/resolved-graph.ts';
import { edgeId, splitEndpoint, type Composite, type Graph, type GraphEdge } from '../../document/schema.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import type { Registry } from '../../spec/registry.ts';
import { freshName } from './fresh-name.ts';

type Input = Composite['inputs'][number];
type Output = Composite['outputs'][number];

/** The ports that nodes have once they are one node, and which of them a wire from or to another node is on. */
export interface InnerPorts {
  readonly inputs: Input[];
  readonly outputs: Output[];
  readonly inputOf: (edge: GraphEdge) => string;
  readonly outputOf: (edge: GraphEdge) => string;
}

interface Port {
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly multiple?: boolean;
}

/**
 * Ports named after those inside, in the order of nodes and their ports. One wire's source on inputs of the same name is
 * one input. On inputs that take several wires those from outside keep their places among those from inside.
 */
export function innerPorts(graph: Graph, registry: Registry, chosen: ReadonlySet<string>): InnerPorts {
  const resolved = resolve(graph, registry).graph;
  const isInside = (endpoint: string) => chosen.has(splitEndpoint(endpoint).node);
  const inputs: Input[] = [];
  const outputs: Output[] = [];
  const byWire = new Map<string, string>();
  const byOutput = new Map<string, string>();
  const bySource = new Map<string, Input>();

  const addInput = (node: string, port: Port, wires: readonly GraphEdge[], after: number): void => {
    const end = `${node}.${port.name}`;
    const source = wires.length === 1 && !port.multiple ? `${wires[0]!.from}>${port.name}` : undefined;
    let input = source === undefined ? undefined : bySource.get(source);
    if (input) input.to.push(end);
    else {
      const named = nameFor(node, port, inputs);
      input = { ...named, to: [end], ...(after > 0 && { after }) };
      inputs.push(input);
      if (source !== undefined) bySource.set(source, input);
    }
    for (const wire of wires) byWire.set(edgeId(wire), input.name);
  };

  for (const { id } of graph.nodes.filter((node) => chosen.has(node.id))) {
    const node = resolved.nodes.get(id);
    for (const port of withWired(node?.inputs ?? [], id, graph, 'to')) {
      const wires = graph.edges.filter(({ to }) => to === `${id}.${port.name}`);
      if (wires.length === 0 && !port.optional) addInput(id, port, [], 0);
      for (const { after, group } of groups(wires, isInside, port.multiple ?? false)) {
        addInput(id, port, group, after);
      }
    }
    const ports = withWired(node?.outputs ?? [], id, graph, 'from');
    const own = ports.map((port) => ({
      port,
      wires: graph.edges.filter(({ from }) => from === `${id}.${port.name}`),
    }));
    // what feeds nothing yet is there to feed something
    const ending = own.every(({ wires }) => wires.length === 0);
    const signals = own.filter(({ port }) => port.name !== WEIGHTS_PORT);
    for (const { port, wires } of own) {
      const open = ending && (signals.length === 0 || port.name !== WEIGHTS_PORT);
      if (!open && wires.every(({ to }) => isInside(to))) continue;
      const output = { ...nameFor(id, port, outputs), from: `${id}.${port.name}` };
      outputs.push(output);
      byOutput.set(output.from, output.name);
    }
  }
  tellApart(inputs, ({ to }) => to[0]!, resolved);
  tellApart(outputs, ({ from }) => from, resolved);
  return {
    inputs,
    outputs,
    inputOf: (edge) => byWire.get(edgeId(edge)) ?? splitEndpoint(edge.to).port,
    outputOf: (edge) => byOutput.get(edge.from) ?? splitEndpoint(edge.from).port,
  };
}

/** Calls signals that are called the same inside by their nodes alone, where that tells them apart: a card has little room. */
function tellApart<P extends { label: string }>(
  ports: readonly P[],
  endOf: (port: P) => string,
  resolved: ResolvedGraph,
): void {
  const parts = ports.map((port) => {
    const { node, port: name } = splitEndpoint(endOf(port));
    const found = resolved.nodes.get(node);
    const inner = [...(found?.inputs ?? []), ...(found?.outputs ?? [])].find((other) => other.name === name);
    return { port, node, called: inner?.label ?? name, isWeights: name === WEIGHTS_PORT };
  });
  for (const { port, node, called, isWeights } of parts) {
    const alike = parts.filter((other) => other.called === called && !other.isWeights);
    const nodes = new Set(alike.map((other) => other.node));
    if (!isWeights && alike.length > 1 && nodes.size === alike.length) port.label = node;
  }
}

/** The ports of a node, and those that wires name though its type, or what is known of it, does not have them. */
function withWired(ports: readonly Port[], node: string, graph: Graph, end: 'from' | 'to'): readonly Port[] {
  const named = graph.edges.map((edge) => splitEndpoint(edge[end])).filter((at) => at.node === node);
  const unknown = new Set(
    named.map(({ port }) => port).filter((name) => !ports.some((p) => p.name === name)),
  );
  return [...ports, ...[...unknown].map((name) => ({ name, label: name, optional: true }))];
}

/** Wires from outside on one input, in groups that stand together among those from inside. */
function groups(
  wires: readonly GraphEdge[],
  isInside: (endpoint: string) => boolean,
  multiple: boolean,
): { after: number; group: GraphEdge[] }[] {
  const found: { after: number; group: GraphEdge[] }[] = [];
  let inner = 0;
  for (const wire of wires) {
    if (isInside(wire.from)) {
      inner += 1;
      continue;
    }
    const after = multiple ? inner : 0;
    const last = found.at(-1);
    if (last?.after === after) last.group.push(wire);
    else found.push({ after, group: [wire] });
  }
  return found;
}

/** The inner port's name and label, with its node's where another port has them already. */
export function nameFor(
  node: string,
  { name, label }: { readonly name: string; readonly label: string },
  taken: readonly { readonly name: string; readonly label: string }[],
): { name: string; label: string } {
  const isTaken = (other: string) => taken.some((port) => port.name === other);
  // ports that share weights are told apart by what has them; the bare name is that of a node's own weights
  const bare = name === WEIGHTS_PORT || isTaken(name);
  const stem = `${node.replace(/[^A-Za-z0-9]/g, '')}${name.charAt(0).toUpperCase()}${name.slice(1)}`.slice(
    0,
    60,
  );
  const full = bare || taken.some((port) => port.label === label);
  return {
    name: bare ? freshName(stem, isTaken) : name,
    label: full ? `${node} ${label}` : label,
  };
}
