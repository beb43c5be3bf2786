import { beforeAll, describe, expect, test } from 'vitest';
import { scheduleValue } from '../../src/ir/schedule.ts';
import { evaluateOn, oneView, viewSet } from '../testing/evaluate-on.ts';
import { column, mean, rows, softmax } from '../testing/rows.ts';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { centerSharpen } from './center-sharpen.ts';

const [first, second] = [rows(1), rows(2)];
const center = [0.3, -0.2, 0.1, 0];
const state = { center: { shape: [4], dtype: 'float32' as const, data: center } };
const both = [...first, ...second];
const logits = viewSet(first, second);

beforeAll(() => useBackend('cpu'));

test('pitfall: the centre counts from the next step, and averages raw logits of all views', async () => {
  const params = { temperature: 0.1, momentum: 0.8 };
  const { outputs, state: next } = await evaluateOn(centerSharpen, { params, inputs: { logits }, state });
  const expected = both.flatMap((row) =>
    softmax(
      row.map((x, k) => x - center[k]!),
      0.1,
    ),
  );
  expected.forEach((p, i) => expect(outputs['distribution']!.data[i]).toBeCloseTo(p, 5));
  center.forEach((c, k) =>
    expect(next['center']!.data[k]).toBeCloseTo(0.8 * c + 0.2 * mean(column(both, k)), 6),
  );
});

test('lets no gradient back, and its port says so', async () => {
  expect((await evaluateOn(centerSharpen, { inputs: { logits }, state })).grads).toEqual({});
  expect(centerSharpen.ports({}).inputs[0]!.cutsGradient).toBe(true);
});

test('without centring there is no centre', async () => {
  const params = { center: false, temperature: 0.1 };
  const { outputs, state: next } = await evaluateOn(centerSharpen, {
    params,
    inputs: { logits: oneView(first) },
  });
  expect(next).toEqual({});
  first
    .flatMap((row) => softmax(row, 0.1))
    .forEach((p, i) => expect(outputs['distribution']!.data[i]).toBeCloseTo(p, 5));
});

describe('pitfall: centring and sharpening hold each other', () => {
  // a teacher that says much the same of every image
  const biased = oneView(first.map((row) => row.map((x, k) => 0.1 * x + (k === 2 ? 3 : 0))));
  const entropyOf = async (params: object) => {
    const settled = Array.from({ length: 4 }, (_, k) => mean(column(first, k)) * 0.1 + (k === 2 ? 3 : 0));
    const { outputs } = await evaluateOn(centerSharpen, {
      params: { ...params },
      inputs: { logits: biased },
      state: { center: { shape: [4], dtype: 'float32', data: settled } },
    });
    const average = Array.from({ length: 4 }, (_, k) =>
      mean(outputs['distribution']!.data.filter((__, i) => i % 4 === k)),
    );
    return -average.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
  };
  test('sharpening alone: one entry wins everywhere', async () => {
    expect(await entropyOf({ center: false })).toBeLessThan(1e-6);
  });
  test('centring alone: all become uniform', async () => {
    expect(await entropyOf({ temperature: 100 })).toBeCloseTo(Math.log(4), 4);
  });
  test('both: neither', async () => {
    const entropy = await entropyOf({ temperature: 0.04 });
    expect(entropy).toBeGreaterThan(0.5);
    expect(entropy).toBeLessThan(Math.log(4));
  });
});

describe('the temperature', () => {
  const params = { temperature: 0.07, warmupTemperature: 0.04, warmupSteps: 4 };
  test('rises in a straight line over the warm-up', () => {
    const { feeds } = traceNode(centerSharpen, { params, inputs: { logits: floats([10, 4], both.flat()) } });
    const source = feeds.get('node.temperature')!.source;
    const course = [0, 1, 2, 3, 4].map((step) =>
      source.kind === 'schedule' ? scheduleValue(source.schedule, step) : NaN,
    );
    [0.04, 0.05, 0.06, 0.07, 0.07].forEach((value, step) => expect(course[step]).toBeCloseTo(value, 9));
  });
  test('divides the centred logits', async () => {
    const numbers = { temperature: floats([], [0.05]), center: floats([4], center) };
    const inputs = { logits: floats([5, 4], first.flat()) };
    const { data } = (await runNode(centerSharpen, { params, inputs, numbers })).distribution!;
    const expected = first.flatMap((row) =>
      softmax(
        row.map((x, k) => x - center[k]!),
        0.05,
      ),
    );
    expected.forEach((p, i) => expect(data[i]).toBeCloseTo(p, 5));
  });
  test('is no schedule without a warm-up', () => {
    const { feeds } = traceNode(centerSharpen, { inputs: { logits: floats([10, 4], both.flat()) } });
    expect([...feeds.keys()]).toEqual(['node.logits']);
  });
});

test('while it is measured the centre stays', () => {
  const given = { inputs: { logits: floats([10, 4], both.flat()) }, mode: 'evaluate' as const };
  expect(traceNode(centerSharpen, given).commits).toEqual([]);
});
