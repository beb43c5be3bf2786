import { describe, expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { refusalOf, traceNode } from '../testing/run-node.ts';
import { floats } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import { matMul } from './mat-mul.ts';
import { reshape } from './reshape.ts';
import { transpose } from './transpose.ts';

describe('matrix product', () => {
  const a = floats([2, 3], [1, 2, 3, 4, 5, 6]);
  const b = floats([3, 2], [1, 0, 0, 1, 1, 1]);

  test('is rows times columns', async () => {
    const { outputs, gradients } = await checkGradients(matMul, { inputs: { a, b } });
    expect([...outputs.output!.data]).toEqual([4, 5, 10, 11]);
    expect(Object.keys(gradients)).toEqual(['a', 'b']);
  });

  test('transposes either side', async () => {
    const similarity = { params: { transposeB: true, gives: 'logits' }, inputs: { a, b: a } };
    expect([...(await checkGradients(matMul, similarity)).outputs.output!.data]).toEqual([14, 32, 32, 77]);
    const covariance = { params: { transposeA: true }, inputs: { a, b: a }, views: 2 };
    expect((await checkGradients(matMul, covariance)).outputs.output!.shape).toEqual([3, 3]);
    expect(traceNode(matMul, covariance).signals.output!.views).toBe(1);
    expect(traceNode(matMul, { ...similarity, views: { a: 2 } }).signals.output!.views).toBe(2);
    expect(matMul.ports({ gives: 'logits' }).outputs[0]!.kind).toBe('logits');
  });

  test('multiplies every token by one matrix', async () => {
    const inputs = { a: waves([2, 3, 4]), b: waves([4, 5], 2) };
    const { outputs } = await checkGradients(matMul, { inputs });
    expect(outputs.output!.shape).toEqual([2, 3, 5]);
    const [x, w] = [inputs.a.data, inputs.b.data];
    const expected = [0, 1, 2, 3].reduce((sum, k) => sum + x[4 * (3 + 2) + k]! * w[5 * k + 1]!, 0);
    expect(outputs.output!.data[5 * (3 + 2) + 1]).toBeCloseTo(expected, 6);
  });

  test('multiplies matrix by matrix where both have rank 3', async () => {
    const inputs = { a: waves([2, 3, 4]), b: waves([2, 5, 4], 2) };
    const { outputs } = await checkGradients(matMul, { params: { transposeB: true }, inputs });
    expect(outputs.output!.shape).toEqual([2, 3, 5]);
  });

  test('says which sizes do not fit', () => {
    expect(() => traceNode(matMul, { inputs: { a, b: a } })).toThrow('3 is not 2');
  });
});

describe('reshape', () => {
  const input = waves([2, 2, 3]);

  test('flattens each image', async () => {
    const { outputs } = await checkGradients(reshape, { inputs: { input } });
    expect(outputs.output!.shape).toEqual([2, 6]);
    outputs.output!.data.forEach((x, i) => expect(x).toBe(input.data[i]));
  });

  test('works out the size that is −1, and keeps the views', () => {
    const given = { params: { shape: [-1, 2], gives: 'tokens' }, inputs: { input }, views: 2 };
    expect(traceNode(reshape, given).signals.output).toMatchObject({
      views: 2,
      tensor: { shape: [2, 3, 2] },
    });
    expect(reshape.ports({ shape: [-1, 2], gives: 'tokens' }).outputs[0]!.kind).toBe('tokens');
  });

  test.each([
    [{ shape: [5], gives: 'embedding' }, '2×3 numbers cannot be arranged as 5'],
    [{ shape: [-1, 4], gives: 'tokens' }, 'cannot be arranged as -1×4'],
    [{ shape: [-1, -1], gives: 'tokens' }, 'only one size can be −1'],
    [{ shape: [2, 3], gives: 'embedding' }, 'it has 2 sizes where 1 are needed'],
  ])('refuses %j', (params, problem) => {
    const refusal = refusalOf(reshape, { params, inputs: { input } });
    expect(refusal).toMatchObject({ code: 'GRAPH_BAD_PARAM', at: { param: 'shape' } });
    expect(refusal!.message).toContain(problem);
  });

  test('a size of 0 is no size', () => {
    expect(reshape.params.safeParse({ shape: [0] }).success).toBe(false);
  });
});

describe('transpose', () => {
  test('exchanges rows and columns', async () => {
    const { outputs } = await checkGradients(transpose, {
      inputs: { input: floats([2, 3], [1, 2, 3, 4, 5, 6]) },
    });
    expect(outputs.output!.shape).toEqual([3, 2]);
    expect([...outputs.output!.data]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  test('exchanges tokens and channels of each image', async () => {
    const given = { params: { of: 'tokens' }, inputs: { input: floats([2, 1, 2], [1, 2, 3, 4]) }, views: 2 };
    const { outputs } = await checkGradients(transpose, given);
    expect(outputs.output!.shape).toEqual([2, 2, 1]);
    expect([...outputs.output!.data]).toEqual([1, 2, 3, 4]);
    expect(traceNode(transpose, given).signals.output!.views).toBe(2);
  });

  test('refuses several views as one matrix', () => {
    expect(refusalOf(transpose, { inputs: { input: waves([4, 2]) }, views: 2 })?.code).toBe('SHAPE_VIEWS');
  });
});
