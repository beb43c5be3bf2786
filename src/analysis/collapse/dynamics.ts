import { groupBy } from '../../base/group-by.ts';
import type { ResolvedGraph } from '../../compiler/resolved-graph.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';

/** What is published to keep training away from a collapse that the loss itself permits. */
export type Protection = 'predictor and stop-gradient' | 'predictor and moving average';

/**
 * Protections by wiring, none of them proved: a predictor on one side of a loss whose other side gets no gradient, because of a
 * stop-gradient (Chen and He 2021, tables 1 and 2: without either 0.1 %, with a fixed predictor 1.5 %) or a moving average (Grill et al. 2020, table 5b: without
 * a predictor 0.2 %, without the average 0.3 %).
 */
export function dynamics(graph: ResolvedGraph): Protection[] {
  const into = groupBy(graph.edges, ({ to }) => to.node);
  const found = new Set<Protection>();
  for (const { id, inputs } of graph.nodes.values()) {
    for (const port of inputs) {
      if (port.usually !== 'noGradient') continue;
      const [edge] = (into.get(id) ?? []).filter(({ to }) => to.port === port.name);
      const others = (into.get(id) ?? []).filter(({ to }) => to.port !== port.name);
      const behind = edge && lookBack(graph, into, edge.from.node);
      if (!behind) continue;
      const predicted = others.some(({ from }) => lookBack(graph, into, from.node).predictor);
      if (!predicted || behind.predictor) continue;
      if (behind.average) found.add('predictor and moving average');
      else if (behind.cut) found.add('predictor and stop-gradient');
    }
  }
  return [...found];
}

/**
 * Whether a teacher's targets are no sharper than the student's predictions, in which case its entropy rises to that of all codes
 * alike: near uniform logits x, a student moves by (softmax(x/τₛ) − softmax(x/τₜ))/τₛ, which grows x only where τₜ < τₛ
 * (Caron et al. 2021, section 5.3 and figure 7).
 */
export function isBlunt(graph: ResolvedGraph): boolean {
  const into = groupBy(graph.edges, ({ to }) => to.node);
  return [...graph.nodes.values()].some(({ id, spec, params }) => {
    const student = params['temperature'];
    if (!spec.id.startsWith('loss.') || typeof student !== 'number') return false;
    return (into.get(id) ?? []).some(({ from }) => {
      const teacher = graph.nodes.get(from.node)!;
      return teacher.spec.id === 'target.centerSharpen' && Number(teacher.params['temperature']) >= student;
    });
  });
}

/**
 * Whether a queue holds keys of encoders that have changed since by whole steps: its encoder follows no slow average. Such keys
 * cannot be compared with today's queries, and training with them does not converge (He et al. 2020, section 4.1: momentum 0 fails).
 */
export function hasOutdatedKeys(graph: ResolvedGraph): boolean {
  const into = groupBy(graph.edges, ({ to }) => to.node);
  return [...graph.nodes.values()].some(
    ({ id, spec }) => spec.id === 'state.queue' && !lookBack(graph, into, id).average,
  );
}

interface Behind {
  /** A module that stands for a predictor. */
  readonly predictor: boolean;
  /** No gradient comes through to what stands behind. */
  readonly cut: boolean;
  /** Weights that slowly follow others. */
  readonly average: boolean;
}

function lookBack(
  graph: ResolvedGraph,
  into: ReadonlyMap<string, ResolvedGraph['edges']>,
  start: string,
): Behind {
  const seen = new Set<string>();
  const behind = { predictor: false, cut: false, average: false };
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const { spec, params, inputs, weights } = graph.nodes.get(id)!;
    const follow = weights.follows?.by;
    // one that never learns predicts nothing
    if (params['role'] === 'predictor' && follow?.spec.follow?.role !== 'frozen') behind.predictor = true;
    if (follow?.spec.follow?.role === 'ema' && Number(follow.params['momentum']) > 0) behind.average = true;
    for (const { from, to } of into.get(id) ?? []) {
      if (to.port === WEIGHTS_PORT) continue;
      if (inputs.find(({ name }) => name === to.port)?.cutsGradient) behind.cut = true;
      if (!spec.data) queue.push(from.node);
    }
  }
  return behind;
}
