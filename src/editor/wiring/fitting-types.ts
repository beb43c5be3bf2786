import { edgeId, splitEndpoint, type Graph, type GraphEdge } from '../../document/schema.ts';
import type { NodeSpec } from '../../spec/node-spec.ts';
import { portsOf } from '../../spec/ports-of.ts';
import type { InputPort, OutputPort, PortKind } from '../../spec/port.ts';
import { freshId } from '../commands/fresh-id.ts';
import type { WireContext } from './judge-wires.ts';
import type { PortEnd } from './port-end.ts';

/** A node type that could stand at the other end of a wire, and how it would be connected. */
export interface FittingType {
  readonly spec: NodeSpec;
  /** Id the new node would have. */
  readonly id: string;
  /** Its first port that takes the wire. */
  readonly port: string;
  readonly wire: GraphEdge;
  /** Wires on an input that takes one: they give up their place. */
  readonly replaced: readonly string[];
}

/** A type's ports with its default parameters. */
export function defaultPorts(spec: NodeSpec): ReturnType<typeof portsOf> {
  return portsOf(spec, spec.params.parse({}) as Record<string, unknown>);
}

/** Whether an output can be of one of these kinds: one that is like an input has the kind of what will be put in. */
function canGive(output: OutputPort, inputs: readonly InputPort[], kinds: readonly PortKind[]): boolean {
  const { kind } = output;
  if (typeof kind === 'string') return kinds.includes(kind);
  return inputs.find(({ name }) => name === kind.like)?.kinds.some((given) => kinds.includes(given)) ?? false;
}

/** The ports of a type that are of the right kind for the wire, in order; those that must be connected come first. */
function portsOfKind(context: WireContext, spec: NodeSpec, end: PortEnd): readonly string[] {
  const { inputs, outputs } = defaultPorts(spec);
  const node = context.drawing.resolved(end.node);
  if (end.side === 'output') {
    const kind = context.drawing.kind(`${end.node}.${end.port}`);
    const taking = inputs.filter(({ kinds }) => kind === undefined || kinds.includes(kind));
    return [...taking.filter((port) => !port.optional), ...taking.filter((port) => port.optional)].map(
      ({ name }) => name,
    );
  }
  const kinds = node?.inputs.find(({ name }) => name === end.port)?.kinds ?? [];
  return outputs.filter((output) => canGive(output, inputs, kinds)).map(({ name }) => name);
}

/**
 * The drawing without what a wire at this node does not depend on: a new node closes no circle, and kinds and weights come
 * from before.
 */
function upstream({ nodes, edges }: Graph, node: string): Graph {
  const feeding = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const target = splitEndpoint(to).node;
    feeding.set(target, [...(feeding.get(target) ?? []), splitEndpoint(from).node]);
  }
  const found = new Set<string>();
  const queue = [node];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    queue.push(...(feeding.get(id) ?? []));
  }
  return {
    nodes: nodes.filter(({ id }) => found.has(id)),
    edges: edges.filter(({ to }) => found.has(splitEndpoint(to).node)),
  };
}

/**
 * The types of which a new node could stand at the other end of a wire from this port. Kinds are looked at first; what is
 * left is tried on the drawing with such a node in it. An input that has its wire already gives it up.
 */
export function fittingTypes(
  context: WireContext,
  specs: readonly NodeSpec[],
  end: PortEnd,
): readonly FittingType[] {
  const { graph, check } = context;
  const endpoint = `${end.node}.${end.port}`;
  const input = context.drawing.resolved(end.node)?.inputs.find(({ name }) => name === end.port);
  const replaced =
    end.side === 'output' || input?.multiple
      ? []
      : graph.edges.filter(({ to }) => to === endpoint).map(edgeId);
  const kept = graph.edges.filter((edge) => !replaced.includes(edgeId(edge)));
  const before = upstream({ ...graph, edges: kept }, end.node);
  return specs.flatMap((spec): FittingType[] => {
    if (spec.hidden) return [];
    const names = portsOfKind(context, spec, end);
    if (names.length === 0) return [];
    const id = freshId(graph, spec.id);
    const trial = { ...before, nodes: [...before.nodes, { id, type: spec.id, params: {} }] };
    for (const port of names) {
      const wire =
        end.side === 'output'
          ? { from: endpoint, to: `${id}.${port}` }
          : { from: `${id}.${port}`, to: endpoint };
      if (check(trial, wire.from, wire.to) === null) return [{ spec, id, port, wire, replaced }];
    }
    return [];
  });
}
