import type { CaseValues, NamedTensors } from './case-result.ts';
import type { FixtureCase, FixtureTensor } from './case-schema.ts';

/**
 * The largest of max |got − expected| / max(1e-6, max |expected|) over all expected tensors of a case; infinite where one is
 * missing or of another shape, null where nothing is expected.
 */
export function worstError(values: CaseValues, expected: FixtureCase['expect']): number | null {
  if (!expected) return null;
  const errors = (['outputs', 'grads', 'state'] as const).flatMap((part) =>
    Object.entries(expected[part]).map(([name, tensor]) => errorOf(values[part], name, tensor)),
  );
  return errors.length === 0 ? null : Math.max(...errors);
}

function errorOf(values: NamedTensors, name: string, expected: FixtureTensor): number {
  const got = values[name];
  if (!got || got.shape.join() !== expected.shape.join()) return Infinity;
  let [worst, scale] = [0, 1e-6];
  expected.data.forEach((number, i) => {
    const difference = Math.abs(got.data[i]! - number);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
    scale = Math.max(scale, Math.abs(number));
  });
  return worst / scale;
}
