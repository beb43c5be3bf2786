import { beforeAll, expect, test } from 'vitest';
import { differences, evaluateOn, oneView } from '../testing/evaluate-on.ts';
import { rows, rowsOf, softmax as reference } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { softmax } from './softmax.ts';

const logits = oneView(rows(1));
const params = { temperature: 0.2 };

beforeAll(() => useBackend('cpu'));

test('divides by the temperature; rows add up to 1', async () => {
  const { data } = (await evaluateOn(softmax, { params, inputs: { logits } })).outputs['distribution']!;
  rows(1)
    .flatMap((row) => reference(row, 0.2))
    .forEach((p, i) => expect(data[i]).toBeCloseTo(p, 6));
});

test('pitfall: gradient passes, other than through the targets that are cut', async () => {
  const cotangent = oneView(rows(2));
  const { grads } = await evaluateOn(softmax, { params, inputs: { logits, cotangent } });
  const f = (data: readonly number[]) =>
    rowsOf(data, 4)
      .flatMap((row) => reference(row, 0.2))
      .reduce((sum, p, i) => sum + p * cotangent.data[i]!, 0);
  differences(f, logits).forEach((slope, i) => expect(grads['logits']!.data[i]).toBeCloseTo(slope, 4));
  expect(softmax.ports({}).inputs[0]!.cutsGradient).toBeUndefined();
});
