import * as tf from '@tensorflow/tfjs-core';
import { defined } from '../../../src/base/assert.ts';
import type { Program, Weight } from '../../../src/ir/program.ts';
import type { ValueId } from '../../../src/ir/value.ts';
import { initialValues } from '../../../src/ir/initial-values.ts';

/** The variables of a network written by hand, by the names that the template's weights and states have. */
export interface Weights {
  of<R extends tf.Rank>(id: ValueId): tf.Variable<R>;
  /** Those an optimiser changes, with what the drawing says of them. */
  readonly trained: readonly { readonly weight: Weight; readonly variable: tf.Variable }[];
  /** Those that follow others. */
  readonly followers: readonly { readonly own: tf.Variable; readonly source: tf.Variable }[];
}

/** Begins where the compiled program begins from the same seed. A variable is made when it is first asked for. */
export function beginWeights(program: Program, seed: number): Weights {
  const values = initialValues(program, seed);
  const trainable = new Set(program.weights.filter(({ role }) => role === 'trained').map(({ id }) => id));
  const made = new Map<ValueId, tf.Variable>();
  const of = (id: ValueId): tf.Variable => {
    const known = made.get(id);
    if (known) return known;
    const { shape, data } = defined(values[id], `the template has ${id}`);
    const variable = tf.variable(tf.tensor(data, [...shape]), trainable.has(id));
    made.set(id, variable);
    return variable;
  };
  return {
    of: of as Weights['of'],
    trained: program.weights
      .filter(({ role }) => role === 'trained')
      .map((weight) => ({ weight, variable: of(weight.id) })),
    followers: program.weights
      .filter(({ role }) => role === 'ema')
      .map(({ id, copyOf }) => ({ own: of(id), source: of(defined(copyOf, `${id} follows another`)) })),
  };
}
