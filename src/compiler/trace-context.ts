import { assert, defined } from '../base/assert.ts';
import type { DiagnosticCode, MessageArguments } from '../diagnostics/catalogue.ts';
import { diagnose, type Diagnostic, type Location } from '../diagnostics/diagnostic.ts';
import { findDataset } from '../ir/datasets.ts';
import type { Initializer } from '../ir/initializer.ts';
import type { Commit, Feed, FeedSource } from '../ir/program.ts';
import type { Sampler } from '../ir/sampler.ts';
import type { Schedule } from '../ir/schedule.ts';
import type { Mode, NodeContext, Signal } from '../spec/node-context.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { Builder } from './builder.ts';
import type { Declarations } from './declarations.ts';

/** Ends the tracing of one node; the diagnostic is what remains of it. */
export class Refusal extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}

/** One pass of tracing: what all nodes of a block add to. */
export interface Trace {
  readonly mode: Mode;
  readonly builder: Builder;
  readonly declarations: Declarations;
  readonly feeds: Map<string, Feed>;
  readonly commits: Commit[];
  /** What nodes reported and compiled on. */
  readonly reports: Diagnostic[];
  readonly batchSize: number;
  readonly steps: number;
  readonly dataset: string | undefined;
}

/** What a node sees while it is traced. */
export function traceContext(
  trace: Trace,
  node: { readonly id: string; readonly weightsOwner: string; readonly params: Record<string, unknown> },
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

    weight: (name: string, shape: readonly number[], initializer: Initializer, options = {}) =>
      declarations.weight(node.weightsOwner, name, shape, initializer, options.decay ?? true),
    state: (name, shape, initializer) => declarations.state(node.id, name, shape, initializer),
    commit: (name, value) => {
      if (trace.mode === 'evaluate') return;
      const target = `${node.id}.${name}`;
      assert(declarations.states.has(target), `state ${target} is declared before it is committed`);
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
    schedule: (name: string, schedule: Schedule) => feed(name, [], 'float32', { kind: 'schedule', schedule }),

    report: <C extends DiagnosticCode>(code: C, args: MessageArguments<C>, at: Location = {}): void => {
      trace.reports.push(diagnose(code, args, { node: node.id, ...at }));
    },
    refuse: <C extends DiagnosticCode>(code: C, args: MessageArguments<C>, at: Location = {}): never => {
      throw new Refusal(diagnose(code, args, { node: node.id, ...at }));
    },
  };
}
