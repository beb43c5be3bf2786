import { z } from 'zod';
import { finish, knn, normalizedStd, rankMe } from '../../workers/metrics/index.ts';
import type { RowMatrix } from '../../workers/metrics/row-matrix.ts';
import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked } from '../diagnostics/diagnostic.ts';
import type { CaseValues, NamedTensors } from '../runtime/fixtures/case-result.ts';
import type { FixtureCase, FixtureTensor } from '../runtime/fixtures/case-schema.ts';

/** An input a measurement needs is missing or of the wrong form; becomes the case's error. */
class BadInput extends Error {
  override name = 'BadInput';
}

type Measurement = (fixture: FixtureCase) => NamedTensors;

/** Measurements that are made on the host and are no node's forward function. */
const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  'probe.normalizedStd': ({ inputs }) => ({ std: scalar(normalizedStd(matrix(inputs, 'embedding'))) }),
  'probe.rankMe': ({ inputs }) => ({ rank: scalar(rankMe(matrix(inputs, 'embedding'))) }),
  'probe.knn': ({ inputs, params }) => {
    const [queries, bank] = [matrix(inputs, 'query'), matrix(inputs, 'bank')];
    const options = knnParams.safeParse(params);
    if (!options.success) throw new BadInput('kNN needs the parameters k, temperature and classes');
    const { labels } = inputs;
    if (labels?.data.length !== bank.rows)
      throw new BadInput('“labels” has not one label for each row of “bank”');
    if (labels.data.some((label) => label < 0 || label >= options.data.classes)) {
      throw new BadInput(`a label is outside 0 … ${options.data.classes - 1}`);
    }
    if (queries.columns !== bank.columns)
      throw new BadInput('“query” and “bank” have not equally many columns');
    const prediction = finish(knn(queries, bank, Int32Array.from(labels.data), options.data));
    return { prediction: { shape: [queries.rows], dtype: 'int32', data: Array.from(prediction) } };
  },
};

const knnParams = z.object({
  k: z.number().int().min(1),
  temperature: z.number().positive(),
  classes: z.number().int().min(1),
});

/** Makes the measurement a case names, in float64 on the host. Null where it names none. */
export function evaluateMeasurement(fixture: FixtureCase): Checked<CaseValues> | null {
  const measurement = Object.hasOwn(MEASUREMENTS, fixture.node) ? MEASUREMENTS[fixture.node] : undefined;
  if (!measurement) return null;
  try {
    return success({ outputs: measurement(fixture), grads: {}, state: {} });
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return failure([diagnose('RUN_BAD_FIXTURE', { detail: error.message })]);
  }
}

function matrix(inputs: FixtureCase['inputs'], name: string): RowMatrix {
  const tensor = inputs[name];
  const [rows, columns] = tensor?.shape ?? [];
  if (tensor?.shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new BadInput(`its input “${name}” is not a matrix`);
  }
  return { data: Float64Array.from(tensor.data), rows, columns };
}

function scalar(value: number): FixtureTensor {
  return { shape: [], dtype: 'float32', data: [value] };
}
