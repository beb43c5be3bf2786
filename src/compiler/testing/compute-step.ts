import { randomStream } from '../../base/random-stream.ts';
import { defined } from '../../base/assert.ts';
import type { Feed, Program } from '../../ir/program.ts';
import { scheduleValue } from '../../ir/schedule.ts';
import { sizeOf, type ValueId } from '../../ir/value.ts';
import type { NdArray } from '../../ir/interpret/nd-array.ts';
import { interpret } from '../../ir/interpret/interpret.ts';

/** What one step of training computes; by name, so that programs with other ids of values can be compared. */
export interface ComputedStep {
  readonly losses: readonly NdArray[];
  readonly gradients: ReadonlyMap<ValueId, NdArray>;
  readonly commits: ReadonlyMap<ValueId, NdArray>;
  /** All values of the step. */
  readonly values: ReadonlyMap<ValueId, NdArray>;
}

/**
 * One step in float64 on numbers that depend on nothing but the names of weights, states and streams: two programs of one
 * drawing get the same ones. No sampler is asked: masks and boxes are other than in training, but shares of one.
 */
export function computeStep(program: Program): ComputedStep {
  const given: Record<ValueId, NdArray> = {};
  for (const { id, shape } of [...program.weights, ...program.states]) {
    const spread = id.endsWith('ariance') || id.endsWith('scale') ? [0.5, 1] : [-0.5, 1];
    given[id] = numbers(id, shape, spread[0]!, spread[1]!);
  }
  for (const feed of program.step.feeds) given[feed.id] = feedNumbers(feed);
  const values = interpret(program.step, given);
  const value = (id: ValueId) => defined(values.get(id), `${id} is computed`);
  return {
    losses: program.losses.map((loss) => value(loss.value)),
    gradients: new Map(program.gradients.map((gradient) => [gradient.weight, value(gradient.value)])),
    commits: new Map(program.commits.map((commit) => [commit.target, value(commit.value)])),
    values,
  };
}

function feedNumbers({ id, type: { shape, dtype }, source }: Feed): NdArray {
  if (source.kind === 'schedule')
    return { shape: [], data: Float64Array.of(scheduleValue(source.schedule, 0)) };
  if (dtype === 'int32') return { shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => i) };
  return numbers(id, shape, 0.25, 0.5);
}

function numbers(name: string, shape: readonly number[], from: number, width: number): NdArray {
  const uniforms = randomStream(1, name).uniforms(0, sizeOf(shape));
  return { shape, data: Float64Array.from(uniforms, (u) => from + width * u) };
}
