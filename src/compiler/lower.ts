import { assert, defined } from '../base/assert.ts';
import type { Probe, Program, State, Weight, WeightRole, Wire } from '../ir/program.ts';
import { ValueSet } from '../ir/value-set.ts';
import type { ValueId } from '../ir/value.ts';
import type { DeclaredState, DeclaredWeight } from './declarations.ts';
import type { Part } from './merge-tied/build-merged.ts';
import { optimise } from './optimise.ts';
import type { Pass } from './passes.ts';
import type { Trace } from './trace.ts';
import type { Training } from './train.ts';

interface Parts {
  readonly trace: Trace;
  readonly training: Training;
  readonly probes: readonly Probe[];
  readonly wires: readonly Wire[];
  /** Where values of merged calls are to be found. */
  readonly parts: ReadonlyMap<ValueId, Part>;
  readonly without: readonly Pass[];
  /** What else is to be kept. */
  readonly keep?: readonly ValueId[];
}

/** Last pass: gathers what the others made into one program, optimised towards what the engine will ask it for. */
export function lower({ trace, training, probes, wires, parts, without, keep = [] }: Parts): Program {
  const { declarations, builder, feeds, commits } = trace;
  const watched = probes.flatMap(({ source }) =>
    source.kind === 'batch' ? source.values.map(({ value }) => value) : [],
  );
  const roots: ValueId[] = [
    ...training.losses.map(({ value }) => value),
    ...commits.map(({ value }) => value),
    ...training.gradients.map(({ value }) => value),
    ...watched,
    ...keep,
  ];
  const { block, renamed } = optimise(
    { feeds: [...feeds.values()], operations: builder.operations },
    roots,
    without,
  );
  const present = new ValueSet([...declarations.weights.keys(), ...declarations.states.keys()]);
  for (const { id } of block.feeds) present.add(id);
  for (const { outputs } of block.operations) for (const id of outputs) present.add(id);

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
    wires: wires.map((wire) =>
      findValue(wire, parts, (id) => (present.has(renamed(id)) ? renamed(id) : undefined)),
    ),
  };
}

/**
 * The wire with the value it has in the program, which may be rows of a greater one. One that nothing trained or measured
 * depends on was optimised away: its wire keeps its shape and loses its value.
 */
function findValue(
  { value, gradient, ...rest }: Wire,
  parts: Parts['parts'],
  find: (value: ValueId) => ValueId | undefined,
): Wire {
  const back = gradient === undefined ? undefined : find(gradient);
  const wire = back === undefined ? rest : { ...rest, gradient: back };
  const own = value === undefined ? undefined : find(value);
  if (own !== undefined) return { ...wire, value: own };
  const part = value === undefined ? undefined : parts.get(value);
  const common = part && find(part.value);
  return part && common !== undefined ? { ...wire, value: common, rows: [part.first, part.count] } : wire;
}

/** The weight as the engine needs it, without what only the compiler knows. */
function weightOf(declared: DeclaredWeight, trained: ReadonlySet<ValueId>): Weight {
  // field by field: to leave some out by a rest pattern takes ten times as long
  const { id, node, name, shape, initializer, decay, part, unitRows, frozenSteps, copyOf } = declared;
  return {
    id,
    node,
    name,
    shape,
    initializer,
    decay,
    ...(part !== undefined && { part }),
    ...(unitRows !== undefined && { unitRows }),
    ...(frozenSteps !== undefined && { frozenSteps }),
    ...(copyOf !== undefined && { copyOf }),
    role: roleOf(declared, trained),
  };
}

function roleOf({ id, set, trainable, source }: DeclaredWeight, trained: ReadonlySet<ValueId>): WeightRole {
  const followed = set.follows?.by.spec.follow?.role;
  if (followed) return followed;
  assert(source === undefined, 'only followers have a source');
  if (!trainable) return 'frozen';
  return trained.has(id) ? 'trained' : 'unreachable';
}

function stateOf({ id, node, name, shape, initializer, copyOf }: DeclaredState): State {
  return { id, node, name, shape, initializer, ...(copyOf !== undefined && { copyOf }) };
}
