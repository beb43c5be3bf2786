import { describe, expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { batchNorm } from './batch-norm.ts';
import { layerNorm } from './layer-norm.ts';

const input = floats([4, 2], [1, 10, 3, 30, 5, 50, 7, 70]);
const weights = { 'norm.scale': floats([2], [2, 3]), 'norm.offset': floats([2], [1, -1]) };
const statistics = {
  'norm.runningMean': floats([2], [0, 10]),
  'norm.runningVariance': floats([2], [4, 100]),
};

describe('batch norm', () => {
  test('normalises each feature over the batch, then scales and shifts it', async () => {
    const { outputs, gradients } = await checkGradients(batchNorm, {
      inputs: { input },
      numbers: { ...weights, ...statistics },
    });
    // mean 4, variance 5
    [-3, -1, 1, 3].forEach((x, i) => {
      expect(outputs.output!.data[2 * i]).toBeCloseTo((2 * x) / Math.sqrt(5 + 1e-5) + 1, 6);
    });
    expect(Object.keys(gradients).sort()).toEqual(['input', 'norm.offset', 'norm.scale']);
  });

  test('takes the statistics of each view apart unless told otherwise', async () => {
    const six = floats([6, 2], [0, 1, 1, 5, 5, 3, 10, 2, 30, 1, 20, 8]);
    const given = { inputs: { input: six }, views: 2, numbers: statistics };
    const apart = await checkGradients(batchNorm, { ...given, params: { affine: false } });
    // means 2 and 20, variances 14/3 and 200/3
    const expected = [-2, -1, 3]
      .map((x) => x / Math.sqrt(14 / 3))
      .concat([-10, 10, 0].map((x) => x / Math.sqrt(200 / 3)));
    expected.forEach((x, i) => expect(apart.outputs.output!.data[2 * i]).toBeCloseTo(x, 5));
    const params = { affine: false, normViews: 'allViews' };
    const together = await checkGradients(batchNorm, { ...given, params });
    expect(together.outputs.output!.data[0]).toBeCloseTo(-11 / Math.sqrt(350 / 3), 5);
  });

  test('has no weights without gain and offset, and neither decays', () => {
    const bare = traceNode(batchNorm, { params: { affine: false }, inputs: { input } });
    expect(bare.declarations.weights.size).toBe(0);
    const full = traceNode(batchNorm, { inputs: { input } });
    expect([...full.declarations.weights.values()].map(({ id, decay }) => [id, decay])).toEqual([
      ['node.norm.scale', false],
      ['node.norm.offset', false],
    ]);
  });

  test('in evaluation takes the running statistics', async () => {
    await useBackend('cpu');
    const out = await runNode(batchNorm, {
      params: { affine: false },
      inputs: { input },
      numbers: statistics,
      mode: 'evaluate',
    });
    [0.5, 0, 1.5, 2].forEach((y, i) => expect(out.output!.data[i]).toBeCloseTo(y, 4));
  });

  test('a batch of one is reported', () => {
    expect(refusalOf(batchNorm, { inputs: { input: floats([1, 2], [1, 2]) } })?.code).toBe(
      'SHAPE_BATCH_OF_ONE',
    );
  });
});

describe('layer norm', () => {
  test('normalises each vector over its own features', async () => {
    const rows = floats([2, 3], [1, 2, 6, -1, 0, 4]);
    const numbers = { 'norm.scale': floats([3], [2, 3, 1]), 'norm.offset': floats([3], [1, -1, 0]) };
    const { outputs, gradients } = await checkGradients(layerNorm, { inputs: { input: rows }, numbers });
    // the first row's mean is 3, its variance 14/3
    [-2 * 2, -1 * 3, 3].forEach((x, i) => {
      expect(outputs.output!.data[i]).toBeCloseTo(x / Math.sqrt(14 / 3 + 1e-5) + [1, -1, 0][i]!, 9);
    });
    expect(Object.keys(gradients).sort()).toEqual(['input', 'norm.offset', 'norm.scale']);
  });

  test('is the same in evaluation, whatever stands beside', async () => {
    await useBackend('cpu');
    const alone = floats([1, 2], [1, 10]);
    const params = { affine: false };
    const [one, four] = await Promise.all([
      runNode(layerNorm, { params, inputs: { input: alone }, mode: 'evaluate' }),
      runNode(layerNorm, { params, inputs: { input } }),
    ]);
    expect([...one.output!.data]).toEqual([...four.output!.data.slice(0, 2)]);
  });

  test('a constant vector becomes zero, not a number without meaning', async () => {
    await useBackend('cpu');
    const constant = floats([1, 3], [2, 2, 2]);
    const out = await runNode(layerNorm, { params: { affine: false }, inputs: { input: constant } });
    expect([...out.output!.data]).toEqual([0, 0, 0]);
  });
});
