import type { Probe } from '../ir/program.ts';
import { signalEdges } from './check-wires.ts';
import { traceEvaluation } from './evaluation.ts';
import type { Signals } from './infer.ts';
import { outputKind } from './kinds.ts';
import { optimise } from './optimise.ts';
import type { ResolvedGraph, ResolvedNode } from './resolved-graph.ts';
import type { Trace } from './trace.ts';

/** Images per forward pass of a dataset probe. */
const PROBE_BATCH = 256;

/** The measurements that the drawing's probe nodes ask for. */
export function probes(
  graph: ResolvedGraph,
  order: readonly string[],
  signals: Signals,
  trace: Trace,
): Probe[] {
  return order.flatMap((id) => {
    const node = graph.nodes.get(id)!;
    const part = node.spec.probe;
    if (!part) return [];
    const source =
      part.of === 'batch' ? batchSource(graph, node, signals) : datasetSource(graph, order, node, trace);
    if (!source) return [];
    const { measurement } = part;
    return [{ node: id, measurement, every: part.every(node.params), params: node.params, source }];
  });
}

function batchSource(graph: ResolvedGraph, node: ResolvedNode, signals: Signals): Probe['source'] | null {
  const values = signalEdges(graph)
    .filter(({ to }) => to.node === node.id)
    .flatMap(({ from, to }) => {
      const signal = signals.get(`${from.node}.${from.port}`);
      const kind = outputKind(graph, from.node, from.port);
      if (!signal || !kind) return [];
      return [{ port: to.port, kind, value: signal.tensor.id, views: signal.views }];
    });
  return values.length > 0 ? { kind: 'batch', values } : null;
}

/** Traces what stands before the probe once more, in `evaluate` mode. */
function datasetSource(
  graph: ResolvedGraph,
  order: readonly string[],
  node: ResolvedNode,
  trace: Trace,
): Probe['source'] | null {
  const wire = signalEdges(graph).find(({ to }) => to.node === node.id);
  if (!wire || !trace.dataset) return null;
  const { signals, block } = traceEvaluation(graph, order, wire.from.node, trace, {
    batchSize: PROBE_BATCH,
    prefix: `%${node.id}.`,
  });
  const features = signals.get(`${wire.from.node}.${wire.from.port}`)?.tensor;
  if (!features) return null;
  const optimised = optimise(block, [features.id]);
  return {
    kind: 'dataset',
    dataset: trace.dataset,
    batchSize: PROBE_BATCH,
    block: optimised.block,
    features: optimised.renamed(features.id),
  };
}
