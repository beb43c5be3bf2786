import { assert } from '../../base/assert.ts';
import type { Program } from '../../ir/program.ts';
import { scheduleValue } from '../../ir/schedule.ts';
import { sizeOf, type ValueId } from '../../ir/value.ts';
import { interpret } from '../../ir/interpret/interpret.ts';
import type { NdArray } from '../../ir/interpret/nd-array.ts';

export interface SimulatedStep {
  /** Everything the step computed, and what it started from. */
  readonly values: ReadonlyMap<ValueId, NdArray>;
  /** Weights and states after commit. */
  readonly kept: ReadonlyMap<ValueId, NdArray>;
}

/** Runs a program without data or draws for some steps in float64; weights and states must begin as constants. */
export function simulate(program: Program, steps: number): SimulatedStep[] {
  let kept = new Map<ValueId, NdArray>(
    [...program.weights, ...program.states].map(({ id, shape, initializer }) => {
      assert(initializer.kind === 'constant', `${id} begins as a constant`);
      return [id, { shape, data: new Float64Array(sizeOf(shape)).fill(initializer.value) }];
    }),
  );
  return Array.from({ length: steps }, (_, step) => {
    const given = new Map(kept);
    for (const { id, source } of program.step.feeds) {
      assert(source.kind === 'schedule', `${id} is a schedule`);
      given.set(id, { shape: [], data: Float64Array.of(scheduleValue(source.schedule, step)) });
    }
    const values = interpret(program.step, Object.fromEntries(given));
    kept = new Map(kept);
    for (const { target, value } of program.commits) kept.set(target, values.get(value)!);
    return { values, kept };
  });
}
