import { edgeId, splitEndpoint, type GraphEdge } from '../../document/schema.ts';
import type { NodeSpec } from '../../spec/node-spec.ts';
import { freshId } from '../commands/fresh-id.ts';
import { defaultPorts } from './fitting-types.ts';
import { planInsertion } from './insertion.ts';
import type { WireContext } from './judge-wires.ts';
import type { PortUsage } from './port-usage.ts';

/** A node that makes a wire possible which cannot be drawn by itself. */
export interface Bridge {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly wires: readonly [GraphEdge, GraphEdge];
  /** Wires on the input that give up their place. */
  readonly replaced: readonly string[];
}

/** More than that is a search, not an offer. */
const OFFERED = 3;

/**
 * Nodes that would carry what the output gives to what the input takes, best first: those that need nothing else
 * connected, then what the methods put there.
 */
export function bridgesFor(
  context: WireContext,
  specs: readonly NodeSpec[],
  usage: PortUsage,
  wire: GraphEdge,
): readonly Bridge[] {
  const { graph, drawing } = context;
  const [from, to] = [splitEndpoint(wire.from), splitEndpoint(wire.to)];
  const [giver, taker] = [drawing.resolved(from.node), drawing.resolved(to.node)];
  const input = taker?.inputs.find(({ name }) => name === to.port);
  const given = drawing.kind(wire.from);
  if (!giver || !taker || !input || given === undefined || from.node === to.node) return [];
  const replaced = input.multiple ? [] : graph.edges.filter((edge) => edge.to === wire.to).map(edgeId);
  const free = {
    ...context,
    graph: { ...graph, edges: graph.edges.filter((e) => !replaced.includes(edgeId(e))) },
  };
  return specs
    .flatMap((spec) => {
      if (spec.hidden) return [];
      const { inputs, outputs } = defaultPorts(spec);
      const turns =
        inputs.some(({ kinds }) => kinds.includes(given)) &&
        outputs.some(({ kind }) => typeof kind === 'string' && input.kinds.includes(kind));
      if (!turns) return [];
      const id = freshId(graph, spec.id);
      const plan = planInsertion(free, { id, type: spec.id, inputs, outputs }, wire);
      if (!plan.ok) return [];
      const bridge: Bridge = { id, type: spec.id, label: spec.label, wires: plan.wires, replaced };
      const alone = inputs.filter(({ optional }) => !optional).length === 1;
      const score =
        usage.score(giver.spec.id, from.port, 'output', spec.id) +
        usage.score(taker.spec.id, to.port, 'input', spec.id);
      return [{ bridge, alone, score, anywhere: usage.drawings(spec.id) }];
    })
    .sort(
      (a, b) =>
        Number(b.alone) - Number(a.alone) ||
        b.score - a.score ||
        b.anywhere - a.anywhere ||
        a.bridge.label.localeCompare(b.bridge.label, 'en'),
    )
    .slice(0, OFFERED)
    .map(({ bridge }) => bridge);
}
