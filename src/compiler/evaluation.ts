import type { Block } from '../ir/program.ts';
import { ancestors } from './ancestors.ts';
import { Builder } from './builder.ts';
import { infer, type Signals } from './infer.ts';
import type { ResolvedGraph } from './resolved-graph.ts';
import type { Trace } from './trace.ts';

/**
 * Traces what stands before a node, and the node, once more in `evaluate` mode: `batchSize` plain images, running statistics,
 * nothing of augmentation but normalisation. `prefix` begins the names of values.
 */
export function traceEvaluation(
  graph: ResolvedGraph,
  order: readonly string[],
  node: string,
  trace: Trace,
  { batchSize, prefix }: { readonly batchSize: number; readonly prefix: string },
): { readonly signals: Signals; readonly block: Block } {
  const needed = ancestors(graph, node);
  const evaluation: Trace = {
    ...trace,
    mode: 'evaluate',
    builder: new Builder(prefix),
    feeds: new Map(),
    reports: [],
    batchSize,
  };
  const { signals } = infer(
    graph,
    order.filter((id) => needed.has(id)),
    evaluation,
  );
  return {
    signals,
    block: { feeds: [...evaluation.feeds.values()], operations: evaluation.builder.operations },
  };
}
