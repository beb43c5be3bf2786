import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compositeIdOf } from '../../document/composites.ts';
import { edgeId, splitEndpoint, type Graph } from '../../document/schema.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import { planConnection, type ConnectionPlan } from '../canvas/connection.ts';
import type { Drawing } from '../store/drawing.ts';
import { endKey, endsOf, opposite, type PortEnd } from './port-end.ts';

/** What wires are judged by. */
export interface WireContext {
  readonly graph: Graph;
  readonly drawing: Drawing;
  readonly check: (graph: Graph, from: string, to: string) => Diagnostic | null;
}

/** Judges the wires that could lead from one port to all others. */
export interface WireJudge {
  readonly from: PortEnd;
  /**
   * Ports that take the wire as far as kinds, types and circles tell. Those are looked at together, so that it takes no
   * longer than a walk over the drawing.
   */
  likely(): readonly PortEnd[];
  /** Whether only the whole judgement can tell: for weights, and where a circle may lead through composite nodes. */
  doubtful(to: PortEnd): boolean;
  /** The whole judgement, remembered. */
  plan(to: PortEnd): ConnectionPlan;
}

/** `moved` is a wire whose end is being dragged elsewhere. */
export function judgeWires(context: WireContext, from: PortEnd, moved?: string): WireJudge {
  const { graph, drawing, check } = context;
  const plans = new Map<string, ConnectionPlan>();
  const composites = graph.nodes.some(({ type }) => compositeIdOf(type) !== null);
  return {
    from,
    plan: (to) => {
      const key = endKey(to);
      const plan = plans.get(key) ?? planConnection(graph, drawing, check, endsOf(from, to), moved);
      plans.set(key, plan);
      return plan;
    },
    likely: () => likelyEnds(context, from, moved),
    doubtful: (to) => composites || [from, to].some(({ port }) => port === WEIGHTS_PORT),
  };
}

function likelyEnds({ graph, drawing }: WireContext, from: PortEnd, moved?: string): PortEnd[] {
  const composite = (id: string) => compositeIdOf(drawing.node(id)?.type ?? '') !== null;
  const barred = beyondCircle(graph, from, composite);
  const wires = new Set(graph.edges.map(edgeId).filter((id) => id !== moved));
  const side = opposite[from.side];
  return graph.nodes.flatMap(({ id }) => {
    const node = drawing.resolved(id);
    if (!node || (id === from.node && !composite(id))) return [];
    return (side === 'input' ? node.inputs : node.outputs).flatMap(({ name }) => {
      const to: PortEnd = { node: id, port: name, side };
      const { source, sourceHandle, target, targetHandle } = endsOf(from, to);
      const [output, input] = [`${source}.${sourceHandle}`, `${target}.${targetHandle}`];
      if (wires.has(edgeId({ from: output, to: input }))) return [];
      if (!kindFits(drawing, source, sourceHandle, target, targetHandle)) return [];
      return targetHandle !== WEIGHTS_PORT && barred.has(id) ? [] : [to];
    });
  });
}

function kindFits(drawing: Drawing, source: string, output: string, target: string, input: string): boolean {
  const kind = drawing.kind(`${source}.${output}`);
  const [giver, taker] = [drawing.resolved(source), drawing.resolved(target)];
  const kinds = taker?.inputs.find(({ name }) => name === input)?.kinds;
  if (!giver || !taker || !kinds || (kind !== undefined && !kinds.includes(kind))) return false;
  const follows = giver.spec.follow ?? taker.spec.follow;
  return kind !== 'weights' || follows !== undefined || giver.spec.id === taker.spec.id;
}

/**
 * Nodes a signal wire would close a circle with. What leads through composite nodes is known only when they are
 * unpacked: it is left to the whole judgement.
 */
function beyondCircle(graph: Graph, from: PortEnd, composite: (id: string) => boolean): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const [a, b] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
    if (b.port === WEIGHTS_PORT) continue;
    const [here, there] = from.side === 'output' ? [b.node, a.node] : [a.node, b.node];
    next.set(here, [...(next.get(here) ?? []), there]);
  }
  const found = new Set<string>();
  const queue = [from.node];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id) || composite(id)) continue;
    found.add(id);
    queue.push(...(next.get(id) ?? []));
  }
  return found;
}
