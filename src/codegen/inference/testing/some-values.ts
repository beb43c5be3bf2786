import { randomStream } from '../../../base/random-stream.ts';
import { initialValues } from '../../../ir/initial-values.ts';
import type { Program } from '../../../ir/program.ts';
import type { ParameterValues } from '../parameter-values.ts';

/** Weights and states as after some training: none of the zeros and ones that a run begins with, and variances above 0. */
export function someValues(program: Pick<Program, 'weights' | 'states'>): ParameterValues {
  return new Map(
    Object.entries(initialValues(program, 1)).map(([id, { data }]) => {
      const noise = randomStream(2, id).uniforms(0, data.length);
      return [
        id,
        data.map((value, i) => (id.endsWith('Variance') ? 0.5 + noise[i]! : value + 0.2 * (noise[i]! - 0.5))),
      ];
    }),
  );
}
