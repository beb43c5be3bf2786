import { beforeAll, describe, expect, test } from 'vitest';
import type { FixtureTensor } from '../../src/runtime/fixtures/case-schema.ts';
import { differences, evaluateOn, problemOf } from '../testing/evaluate-on.ts';
import { mean, rows } from '../testing/rows.ts';
import { runNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { l1 } from './l1.ts';
import { mse } from './mse.ts';
import { smoothL1 } from './smooth-l1.ts';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const bce = (x: number, t: number) => -t * Math.log(sigmoid(x)) - (1 - t) * Math.log(1 - sigmoid(x));
const huber = (x: number, t: number) => {
  const d = Math.abs(x - t);
  return d < 0.4 ? (0.5 * d * d) / 0.4 : d - 0.2;
};

const images = (seed: number): FixtureTensor => ({
  shape: [5, 2, 1, 2],
  dtype: 'float32',
  data: rows(seed).flat(),
});

beforeAll(() => useBackend('cpu'));

describe.each([
  [mse, 'prediction', {}, (x: number, t: number) => (x - t) ** 2],
  [l1, 'prediction', {}, (x: number, t: number) => Math.abs(x - t)],
  [smoothL1, 'prediction', { beta: 0.4 }, huber],
  [binaryCrossEntropy, 'logits', {}, bce],
] as const)('$id', (spec, first, params, each) => {
  const inputs = { [first]: images(1), target: images(2) };
  const value = (x: readonly number[], t: readonly number[]) => mean(x.map((one, i) => each(one, t[i]!)));

  test('is the mean over all elements, with the limit of differences as gradient on both sides', async () => {
    const [x, t] = [inputs[first]!, inputs['target']!];
    const { outputs, grads } = await evaluateOn(spec, { params, inputs });
    expect(outputs['loss']!.data[0]).toBeCloseTo(value(x.data, t.data), 5);
    differences((data) => value(data, t.data), x).forEach((slope, i) =>
      expect(grads[first]!.data[i]).toBeCloseTo(slope, 5),
    );
    differences((data) => value(x.data, data), t).forEach((slope, i) =>
      expect(grads['target']!.data[i]).toBeCloseTo(slope, 5),
    );
  });

  // a view is reconstructed as itself: the other view has other pixels in the same place
  test('compares the same views unless told otherwise', async () => {
    const [x, t] = [rows(1, 4, 3), rows(2, 4, 3)].map((view) => floats([4, 3], view.flat())) as [
      ReturnType<typeof floats>,
      ReturnType<typeof floats>,
    ];
    const swapped = floats([4, 3], [...t.data.slice(6), ...t.data.slice(0, 6)]);
    const loss = async (target: typeof t, pairs?: string) =>
      (
        await runNode(spec, {
          params: { ...params, ...(pairs && { pairs }) },
          inputs: { [first]: x, target },
          views: 2,
        })
      ).loss!.data[0];
    expect(await loss(t)).toBeCloseTo(value([...x.data], [...t.data]), 5);
    expect(await loss(t, 'cross')).toBeCloseTo(value([...x.data], [...swapped.data]), 5);
  });

  test('refuses another shape: nothing is broadcast', () => {
    const target: FixtureTensor = { shape: [5, 2, 1, 1], dtype: 'float32', data: rows(1, 5, 2).flat() };
    expect(problemOf(spec, { params, inputs: { ...inputs, target } })?.code).toBe('SHAPE_MISMATCH');
  });
});

const scalar = (x: number): FixtureTensor => ({ shape: [1, 1], dtype: 'float32', data: [x] });

describe('binary cross entropy', () => {
  test('pitfall: neither overflows nor underflows far from 0', async () => {
    const wrong = await evaluateOn(binaryCrossEntropy, {
      inputs: { logits: scalar(500), target: scalar(0) },
    });
    expect(wrong.outputs['loss']!.data[0]).toBe(500);
    expect(wrong.grads['logits']!.data[0]).toBe(1);
    const right = await evaluateOn(binaryCrossEntropy, {
      inputs: { logits: scalar(-500), target: scalar(0) },
    });
    expect(right.outputs['loss']!.data[0]).toBe(0);
  });

  test('pitfall: at a logit of exactly 0 the slope is ½ − t, not −t', async () => {
    const { grads } = await evaluateOn(binaryCrossEntropy, {
      inputs: { logits: scalar(0), target: scalar(1) },
    });
    expect(grads['logits']!.data[0]).toBeCloseTo(-0.5, 6);
  });
});

test('smooth L1 is continuous at β, in value and slope', async () => {
  const at = async (x: number) => {
    const { outputs, grads } = await evaluateOn(smoothL1, {
      inputs: { prediction: scalar(x), target: scalar(0) },
    });
    return [outputs['loss']!.data[0]!, grads['prediction']!.data[0]!] as const;
  };
  for (const x of [1 - 1e-4, 1, 1 + 1e-4]) {
    const [loss, slope] = await at(x);
    expect(loss).toBeCloseTo(0.5, 3);
    expect(slope).toBeCloseTo(1, 3);
  }
});

test('pitfall: MSE is a mean over features too, so wider vectors do not weigh more', async () => {
  const vectors = (size: number, x: number): FixtureTensor => ({
    shape: [2, size],
    dtype: 'float32',
    data: Array.from({ length: 2 * size }, () => x),
  });
  for (const size of [3, 300]) {
    const { outputs } = await evaluateOn(mse, {
      inputs: { prediction: vectors(size, 3), target: vectors(size, 1) },
    });
    expect(outputs['loss']!.data[0]).toBeCloseTo(4, 4);
  }
});
