import { PORT_KINDS, type InputPort, type PortKind } from '../spec/port.ts';
import type { ResolvedEdge, ResolvedGraph } from './resolved-graph.ts';

/** The kind an output carries; `undefined` where it takes its kind from an input that is not connected. */
export function outputKind(
  graph: ResolvedGraph,
  node: string,
  port: string,
  visited: ReadonlySet<string> = new Set(),
): PortKind | undefined {
  const output = graph.nodes.get(node)?.outputs.find(({ name }) => name === port);
  if (!output) return undefined;
  const { kind } = output;
  if (typeof kind === 'string') return kind;
  if (visited.has(node)) return undefined;
  const source = graph.edges.find(({ to }) => to.node === node && to.port === kind.like)?.from;
  return source ? outputKind(graph, source.node, source.port, new Set(visited).add(node)) : undefined;
}

/** As `outputKind`, for many outputs of one graph: each is looked at once, and no wire is searched for. */
export function outputKinds(graph: ResolvedGraph): (node: string, port: string) => PortKind | undefined {
  const sources = new Map<string, ResolvedEdge['from']>();
  for (const { from, to } of graph.edges) {
    const end = `${to.node}.${to.port}`;
    if (!sources.has(end)) sources.set(end, from);
  }
  const known = new Map<string, PortKind | undefined>();
  const kindOf = (node: string, port: string): PortKind | undefined => {
    const kind = graph.nodes.get(node)?.outputs.find(({ name }) => name === port)?.kind;
    if (kind === undefined || typeof kind === 'string') return kind;
    const end = `${node}.${port}`;
    if (known.has(end)) return known.get(end);
    // on a circle nothing says what is carried
    known.set(end, undefined);
    const source = sources.get(`${node}.${kind.like}`);
    const found = source && kindOf(source.node, source.port);
    known.set(end, found);
    return found;
  };
  return kindOf;
}

export function accepts(input: InputPort, kind: PortKind | undefined): boolean {
  return kind === undefined || input.kinds.includes(kind);
}

export function kindLabel(kind: PortKind): string {
  return PORT_KINDS[kind].label;
}

const HINTS: Partial<Record<`${PortKind}>${PortKind}`, string>> = {
  'images>embedding': 'Put an encoder between them.',
  'images>features': 'Put an encoder between them.',
  'features>embedding': 'Use the encoder’s embedding output, which averages over the map.',
  'embedding>loss': 'Put a loss between them.',
  'images>loss': 'Images become a loss through an encoder and a loss node.',
  'embedding>images': 'Wires run from the images to the loss, not back.',
  'loss>embedding': 'A loss is the end of the line: it goes to an optimiser.',
};

/** What to do instead, where there is an obvious answer. */
export function kindHint(from: PortKind, to: readonly PortKind[]): string | undefined {
  for (const kind of to) {
    const hint = HINTS[`${from}>${kind}`];
    if (hint) return hint;
  }
  if (from === 'weights') return 'A weights wire goes to the weights input of a node of the same type.';
  if (to.includes('weights')) return 'This input takes the weights output of a node of the same type.';
  return undefined;
}
