import { groupBy } from '../base/group-by.ts';
import type { Operation } from '../ir/operation.ts';
import type { ValueId } from '../ir/value.ts';
import { WEIGHTS_PORT } from '../spec/ports-of.ts';
import { signalEdges } from './check-wires.ts';
import type { GradientFlow } from './compilation.ts';
import type { Contributions } from './gradients/contributions.ts';
import { dependents } from './gradients/reach.ts';
import type { Signals } from './infer.ts';
import type { ResolvedEdge, ResolvedGraph } from './resolved-graph.ts';

/**
 * How gradient meets every wire. It *flows* where the backward pass sends some back along it; it is *cut* where weights
 * stand behind the wire and a loss before it, and still none comes back; elsewhere the wire is *forward* only.
 */
export function gradientFlow(
  graph: ResolvedGraph,
  order: readonly string[],
  signals: Signals,
  forward: readonly Operation[],
  trained: ReadonlySet<ValueId>,
  contributions: readonly Contributions[],
): Map<string, GradientFlow> {
  const flow = new Map<string, GradientFlow>();
  const edges = signalEdges(graph);
  const into = groupBy(edges, ({ to }) => to.node);
  const outOf = groupBy(edges, ({ from }) => from.node);
  const behindWeights = dependents(forward, trained);
  const beforeLoss = ancestorsOfOptimisers(graph, order, outOf);

  for (const id of [...order].reverse()) {
    for (const { id: edge, from, to } of into.get(id) ?? []) {
      const value = signals.get(`${from.node}.${from.port}`)?.tensor.id;
      if (value === undefined) continue;
      const node = graph.nodes.get(to.node)!;
      // a node that hands its input on unchanged adds no operation: gradient comes through it as it comes to its output
      const passedOn = (outOf.get(to.node) ?? []).some(
        (next) =>
          signals.get(`${next.from.node}.${next.from.port}`)?.tensor.id === value &&
          flow.get(next.id) === 'gradient',
      );
      const flows =
        contributions.some((of) => of.has(to.node, value)) ||
        passedOn ||
        (node.spec.optimiser !== undefined && behindWeights.has(value));
      const could = behindWeights.has(value) && beforeLoss.has(to.node);
      flow.set(edge, flows ? 'gradient' : could ? 'cut' : 'forward');
    }
  }
  for (const { id, from, to } of graph.edges) {
    if (to.port === WEIGHTS_PORT) flow.set(id, weightsFlow(graph, from.node, to.node, trained));
  }
  return flow;
}

/** Tied weights gather gradient from all who use them; into a follower none goes, and out of it none comes. */
function weightsFlow(
  graph: ResolvedGraph,
  from: string,
  to: string,
  trained: ReadonlySet<ValueId>,
): GradientFlow {
  const [giver, receiver] = [graph.nodes.get(from)!, graph.nodes.get(to)!];
  const learns = (set: string) => [...trained].some((weight) => weight.startsWith(`${set}.`));
  if (receiver.spec.follow) return learns(giver.weights.id) ? 'cut' : 'forward';
  return !giver.spec.follow && learns(receiver.weights.id) ? 'gradient' : 'forward';
}

function ancestorsOfOptimisers(
  graph: ResolvedGraph,
  order: readonly string[],
  outOf: ReadonlyMap<string, readonly ResolvedEdge[]>,
): Set<string> {
  const reached = new Set<string>();
  for (const id of [...order].reverse()) {
    const feedsReached = (outOf.get(id) ?? []).some(({ to }) => reached.has(to.node));
    if (feedsReached || graph.nodes.get(id)!.spec.optimiser) reached.add(id);
  }
  return reached;
}
