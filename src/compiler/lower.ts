import { defined } from '../base/assert.ts';
import type { Probe, Program, Wire } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import { optimise } from './optimise.ts';
import type { Trace } from './trace-context.ts';
import type { Training } from './train.ts';

interface Parts {
  readonly trace: Trace;
  readonly training: Training;
  readonly probes: readonly Probe[];
  readonly wires: readonly Wire[];
}

/** Last pass: gathers what the others made into one program, optimised towards what the engine will ask it for. */
export function lower({ trace, training, probes, wires }: Parts): Program {
  const { declarations, builder, feeds, commits } = trace;
  const watched = probes.flatMap(({ source }) =>
    source.kind === 'batch' ? source.values.map(({ value }) => value) : [],
  );
  const roots: ValueId[] = [
    ...training.losses.map(({ value }) => value),
    ...commits.map(({ value }) => value),
    ...training.gradients.map(({ value }) => value),
    ...watched,
  ];
  const { block, renamed } = optimise({ feeds: [...feeds.values()], operations: builder.operations }, roots);
  const present = new Set(
    block.operations.flatMap(({ outputs }) => outputs).concat(block.feeds.map(({ id }) => id)),
  );

  return {
    format: 'unlabel-program/1',
    dataset: defined(trace.dataset, 'a program without errors has a dataset'),
    batchSize: trace.batchSize,
    steps: trace.steps,
    weights: [...declarations.weights.values()].map((weight) => ({
      ...weight,
      role: training.trained.has(weight.id) ? ('trained' as const) : ('unreachable' as const),
    })),
    states: [...declarations.states.values()],
    step: block,
    losses: training.losses.map((loss) => ({ ...loss, value: renamed(loss.value) })),
    gradients: training.gradients.map(({ weight, value }) => ({ weight, value: renamed(value) })),
    commits: commits.map((commit) => ({ ...commit, value: renamed(commit.value) })),
    probes: probes.map((probe) =>
      probe.source.kind === 'batch'
        ? {
            ...probe,
            source: {
              kind: 'batch',
              values: probe.source.values.map(({ value, views }) => ({ value: renamed(value), views })),
            },
          }
        : probe,
    ),
    // a wire that nothing trained or measured depends on was optimised away: it keeps its shape and loses its value
    wires: wires.map(({ value, ...wire }) =>
      value !== undefined && present.has(renamed(value)) ? { ...wire, value: renamed(value) } : wire,
    ),
  };
}
