import { assert, defined } from '../base/assert.ts';
import type { Probe, Program, State, Weight, Wire } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import type { DeclaredState, DeclaredWeight } from './declarations.ts';
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
  const present = new Set([
    ...block.operations.flatMap(({ outputs }) => outputs),
    ...block.feeds.map(({ id }) => id),
    ...declarations.weights.keys(),
    ...declarations.states.keys(),
  ]);

  return {
    format: 'unlabel-program/1',
    dataset: defined(trace.dataset, 'a program without errors has a dataset'),
    batchSize: trace.batchSize,
    steps: trace.steps,
    weights: [...declarations.weights.values()].map((weight) => weightOf(weight, training.trained)),
    states: [...declarations.states.values()].map(stateOf),
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
              values: probe.source.values.map((one) => ({ ...one, value: renamed(one.value) })),
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

/** The weight as the engine needs it, without what only the compiler knows. */
function weightOf(declared: DeclaredWeight, trained: ReadonlySet<ValueId>): Weight {
  const { set, trainable, source, ...weight } = declared;
  const followed = set.follows?.by.spec.follow?.role;
  if (followed) return { ...weight, role: followed };
  assert(source === undefined, 'only followers have a source');
  if (!trainable) return { ...weight, role: 'frozen' };
  return { ...weight, role: trained.has(weight.id) ? 'trained' : 'unreachable' };
}

function stateOf({ id, node, name, shape, initializer, copyOf }: DeclaredState): State {
  return { id, node, name, shape, initializer, ...(copyOf !== undefined && { copyOf }) };
}
