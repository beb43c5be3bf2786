import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { edgeId, type GraphEdge } from '../../document/schema.ts';
import type { InputPort, OutputPort } from '../../spec/port.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import type { WireContext } from './judge-wires.ts';

/** A node that may be put on a wire: one of the drawing, or one to be. */
export interface Insertable {
  readonly id: string;
  readonly type: string;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
}

/** The two wires that take the place of one; or why the node does not go there. */
export type InsertionPlan =
  | { readonly ok: true; readonly wires: readonly [GraphEdge, GraphEdge] }
  | { readonly ok: false; readonly reason: Diagnostic | null };

/**
 * How a node goes between the ends of a wire, which need not be drawn yet: the first input and the first output after
 * it that fit. A signal goes through signal ports alone. The reason is that of the pair which came nearest.
 */
export function planInsertion(context: WireContext, node: Insertable, wire: GraphEdge): InsertionPlan {
  const { graph, check } = context;
  const known = graph.nodes.some(({ id }) => id === node.id);
  const bare = {
    nodes: known ? graph.nodes : [...graph.nodes, { id: node.id, type: node.type, params: {} }],
    edges: graph.edges.filter((edge) => edgeId(edge) !== edgeId(wire)),
  };
  const isSignal = !wire.to.endsWith(`.${WEIGHTS_PORT}`);
  const inputs = node.inputs.filter((port) => port.kinds.includes('weights') !== isSignal);
  const outputs = node.outputs.filter((port) => (port.kind === 'weights') !== isSignal);
  let reason: Diagnostic | null = null;
  for (const input of inputs) {
    const into = { from: wire.from, to: `${node.id}.${input.name}` };
    const refused = check(bare, into.from, into.to);
    reason ??= refused;
    if (refused) continue;
    const half = { ...bare, edges: [...bare.edges, into] };
    for (const output of outputs) {
      const onward = { from: `${node.id}.${output.name}`, to: wire.to };
      const refusal = check(half, onward.from, onward.to);
      if (!refusal) return { ok: true, wires: [into, onward] };
      reason = refusal;
    }
  }
  return { ok: false, reason };
}
