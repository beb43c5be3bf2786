import { assert, defined } from '../base/assert.ts';
import type { DiagnosticCode, MessageArguments } from '../diagnostics/catalogue.ts';
import { diagnose, type Diagnostic, type Location } from '../diagnostics/diagnostic.ts';
import { findDataset } from '../ir/datasets.ts';
import type { FeedSource } from '../ir/program.ts';
import type { Sampler } from '../ir/sampler.ts';
import type { Schedule } from '../ir/schedule.ts';
import type { NodeContext, Signal } from '../spec/node-context.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import { followEarly } from './follow.ts';
import { scheduleFeed } from './schedule-feed.ts';
import type { Trace } from './trace.ts';
import type { WeightSet } from './resolved-graph.ts';

/** Ends the tracing of one node; the diagnostic is what remains of it. */
export class Refusal extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** What a node sees while it is traced. */
export function traceContext(
  trace: Trace,
  node: { readonly id: string; readonly weights: WeightSet; readonly params: Record<string, unknown> },
  signals: (port: string) => readonly Signal[],
): NodeContext<Record<string, unknown>> {
  const { builder, declarations, feeds, commits } = trace;
  const info = trace.dataset === undefined ? undefined : findDataset(trace.dataset);

  const feed = (
    name: string,
    shape: readonly number[],
    dtype: 'float32' | 'int32',
    source: FeedSource,
  ): Tensor => {
    const id = `${node.id}.${name}`;
    if (!feeds.has(id)) feeds.set(id, { id, type: { shape, dtype }, origin: node.id, source });
    const { type } = feeds.get(id)!;
    return { id, ...type };
  };

  return {
    id: node.id,
    ops: builder,
    params: node.params,
    mode: trace.mode,
    batchSize: trace.batchSize,
    steps: trace.steps,
    dataset: info,

    input: (port) => defined(signals(port)[0], `required input ${port} of ${node.id} is connected`),
    optional: (port) => signals(port)[0],
    all: signals,

    weight: (name, shape, initializer, options) => {
      const own = declarations.weight(node.weights, name, shape, initializer, options);
      return trace.mode === 'train' ? followEarly(trace, own) : own;
    },
    state: (name, shape, initializer) => {
      const state = declarations.state(node.weights, name, shape, initializer);
      const before =
        trace.mode === 'train' &&
        commits.find(({ target, origin }) => target === state.id && origin !== node.id);
      return before ? { ...state, id: before.value } : state;
    },
    commit: (name, value) => {
      if (trace.mode === 'evaluate') return;
      const target = `${node.weights.id}.${name}`;
      const state = declarations.states.get(target);
      assert(state !== undefined, `state ${target} is declared before it is committed`);
      // running statistics that follow others are set by what they follow
      if (state.source !== undefined) return;
      const earlier = commits.findIndex((other) => other.target === target && other.origin !== node.id);
      if (earlier >= 0) commits.splice(earlier, 1);
      commits.push({ target, value: value.id, origin: node.id });
    },

    data: (field: string) => {
      const dataset = defined(info, 'a node that reads data belongs to a drawing with a dataset');
      const images = field === 'images';
      const shape = images
        ? [trace.batchSize, dataset.height, dataset.width, dataset.channels]
        : [trace.batchSize];
      return feed(field, shape, images ? 'float32' : 'int32', {
        kind: 'dataset',
        dataset: dataset.id,
        field,
      });
    },
    draw: (name: string, sampler: Sampler, shape: readonly number[]) =>
      feed(name, shape, 'float32', { kind: 'draw', sampler, stream: `${node.id}.${name}` }),
    schedule: (name: string, schedule: Schedule) => scheduleFeed(trace, node.id, name, schedule),

    report: <C extends DiagnosticCode>(code: C, args: MessageArguments<C>, at: Location = {}): void => {
      trace.reports.push(diagnose(code, args, { node: node.id, ...at }));
    },
    refuse: <C extends DiagnosticCode>(code: C, args: MessageArguments<C>, at: Location = {}): never => {
      throw new Refusal(diagnose(code, args, { node: node.id, ...at }));
    },
  };
}
