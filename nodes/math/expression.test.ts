import { beforeAll, describe, expect, test } from 'vitest';
import { ntXent } from '../loss/nt-xent.ts';
import { checkGradients } from '../testing/check-gradients.ts';
import { refusalOf, runNode, traceNode, type Given } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import { expression } from './expression.ts';

const [a, b, c] = [waves([4, 3], 1), waves([4, 3], 2), waves([4, 3], 3)];
const rowsOf = (x: typeof a): number[][] => [0, 1, 2, 3].map((i) => [...x.data.slice(3 * i, 3 * i + 3)]);
const given = (formula: string, more: Partial<Given> & { gives?: string } = {}): Given => {
  const { gives = 'loss', ...rest } = more;
  const inputs = Object.fromEntries(
    Object.entries({ a, b, c }).filter(([name]) => new RegExp(`\\b${name}\\b`).test(formula)),
  );
  return { params: { formula, gives }, inputs, ...rest };
};
/** The value in float64, after gradients and both backends were checked. */
const valueOf = async (formula: string): Promise<number> =>
  (await checkGradients(expression, given(formula))).outputs.output!.data[0]!;

beforeAll(() => useBackend('cpu'));

describe('losses of the field, typed in, with their gradients', () => {
  test('NT-Xent equals the node', async () => {
    const formula =
      'z = normalize(a); s = matmul(z, transpose(z)) / 0.5 - 1e9 * eye(a); -sum(logSoftmax(s) * roll(eye(a), rows(a) / 2)) / rows(a)';
    const node = await runNode(ntXent, { params: { temperature: 0.5 }, inputs: { a }, views: 2 });
    const typed = given(formula, { views: 2 });
    const { outputs } = await checkGradients(expression, typed);
    expect(outputs.output!.data[0]).toBeCloseTo(node.loss!.data[0]!, 5);
  });

  test('the triplet loss is its definition', async () => {
    const value = await valueOf('mean(max(norm(a - b)^2 - norm(a - c)^2 + 0.5, 0))');
    const [x, y, z] = [rowsOf(a), rowsOf(b), rowsOf(c)];
    const squared = (u: number[], v: number[]) => u.reduce((sum, ui, d) => sum + (ui - v[d]!) ** 2, 0);
    const expected = x.map((row, i) => Math.max(0, squared(row, y[i]!) - squared(row, z[i]!) + 0.5));
    expect(value).toBeCloseTo(expected.reduce((p, q) => p + q) / 4, 10);
  });

  test('SimSiam’s cosine with a stopped target lets no gradient into the target', async () => {
    const { gradients } = await checkGradients(expression, given('-mean(cosine(a, stopgrad(b)))'));
    expect(Object.keys(gradients)).toEqual(['a']);
  });

  test('VICReg’s variance and covariance terms are their definitions', async () => {
    const value = await valueOf(
      'x = a - mean(a, batch); C = matmul(transpose(x), x) / (rows(a) - 1); mean(relu(1 - std(a))) + sum(offdiag(C)^2) / columns(a)',
    );
    const x = rowsOf(a);
    const means = [0, 1, 2].map((d) => x.reduce((sum, row) => sum + row[d]!, 0) / 4);
    const covariance = (d: number, e: number) =>
      x.reduce((sum, row) => sum + (row[d]! - means[d]!) * (row[e]! - means[e]!), 0) / 3;
    let expected = 0;
    for (let d = 0; d < 3; d++) {
      expected += Math.max(0, 1 - Math.sqrt(covariance(d, d))) / 3;
      for (let e = 0; e < 3; e++) if (d !== e) expected += covariance(d, e) ** 2 / 3;
    }
    expect(value).toBeCloseTo(expected, 9);
  });

  test('InfoNCE with a queue is its definition', async () => {
    const formula =
      'q = normalize(a); k = normalize(b); logits = concat(dot(q, k), matmul(q, transpose(normalize(c))), features) / 0.2; mean(logSumExp(logits) - dot(q, k) / 0.2)';
    const value = await valueOf(formula);
    const unit = (rows: number[][]) => rows.map((row) => row.map((x) => x / Math.hypot(...row)));
    const [q, k, n] = [unit(rowsOf(a)), unit(rowsOf(b)), unit(rowsOf(c))];
    const inner = (u: number[], v: number[]) => u.reduce((sum, x, d) => sum + x * v[d]!, 0) / 0.2;
    const expected = q.map((row, i) => {
      const all = [inner(row, k[i]!), ...n.map((other) => inner(row, other))];
      return Math.log(all.reduce((sum, s) => sum + Math.exp(s), 0)) - all[0]!;
    });
    expect(value).toBeCloseTo(expected.reduce((x, y) => x + y) / 4, 9);
  });
});

describe('views', () => {
  const set = floats([4, 1], [1, 2, 30, 40]);

  test('view takes one of an input, and gradient reaches it alone', async () => {
    const typed = {
      params: { formula: 'view(a, 2) - view(a, 1)', gives: 'embedding' },
      inputs: { a: set },
      views: 2,
    };
    const { outputs } = await checkGradients(expression, typed);
    expect([...outputs.output!.data]).toEqual([29, 38]);
    expect(traceNode(expression, typed).signals.output!.views).toBe(1);
  });

  test('an embedding has the views of the input it has the rows of', () => {
    const typed = { params: { formula: 'a * 2', gives: 'embedding' }, inputs: { a: set }, views: 2 };
    expect(traceNode(expression, typed).signals.output!.views).toBe(2);
  });

  test('in evaluation the only view stands for all', () => {
    const typed = {
      params: { formula: 'view(a, 2)', gives: 'embedding' },
      inputs: { a: set },
      mode: 'evaluate',
    } as const;
    expect(traceNode(expression, typed).signals.output!.tensor.shape).toEqual([4, 1]);
  });
});

describe('refuses, saying where', () => {
  test.each([
    ['a +', 'the end comes at character 4'],
    ['nrom(a)', '“nrom” at character 1 is no function it knows; the nearest is “norm”'],
    ['mean(a) + alpha', '“alpha” at character 11 is no name it knows'],
    ['norm + a', '“norm” at character 1 is a function: write norm(x)'],
    ['mean(d) + mean(a)', 'nothing is connected to the input “d” it reads at character 6'],
    ['constructor(a)', '“constructor” at character 1 is no function'],
    ['__proto__ + a', '“_” at character 1 has no meaning here'],
    ['a / 0', 'it divides by 0 at character 5'],
    ['log(-1) * a', '“log(-1)” is not a finite number'],
    ['1e999 * a', '“1e999” is not a finite number'],
    ['9^999 * a', '“9^999” is not a finite number'],
    ['eye(1e9) * a', 'a whole number from 1 to 4096'],
    ['roll(a, 0.5)', 'roll needs a whole number'],
    ['roll(a, a)', 'roll needs a fixed number as argument 2'],
    ['clip(a, 1, 0)', 'clip’s least value 1 is above its greatest 0'],
    ['mean(a, 0)', 'mean takes batch, features or positions as argument 2'],
    ['mean(batch)', '“batch” is no value'],
    ['a + batch', '“batch” at character 5 stands for an axis'],
    ['batch', '“batch” stands for an axis'],
    ['norm()', 'norm at character 1 takes (x)'],
    ['dot(a)', 'dot at character 1 takes (x, y)'],
    ['norm(3)', 'norm needs a tensor'],
    ['view(a + 1, 1)', 'view takes one of the inputs a, b, c, d itself'],
    ['e = a; e', '“e” at character 1 is taken'],
    ['z = a; z = b; z', '“z” at character 8 is taken'],
  ])('%s', (formula, problem) => {
    const refusal = refusalOf(expression, { params: { formula }, inputs: { a, b } });
    expect(refusal).toMatchObject({ code: 'GRAPH_BAD_PARAM', at: { node: 'node', param: 'formula' } });
    expect(refusal!.message).toContain(problem);
  });

  test.each([
    ['mean(a + matmul(b, a))', 'loss', 'in “matmul(b, a)”, '],
    ['mean(a + transpose(b))', 'loss', 'in “a + transpose(b)”, 4×3 and 3×4 cannot be combined'],
    ['offdiag(a)', 'matrix', 'offdiag needs a square matrix and gets 4×3'],
    ['view(a, 2)', 'matrix', 'view 2 is asked for and there is one'],
    ['mean(a, positions)', 'matrix', 'positions are axes between'],
    ['a - b', 'loss', 'the formula gives 4×3 where a loss is a single number'],
    ['mean(a, batch)', 'embedding', 'the formula gives 1×3 where one row for each of 4 images'],
    ['mean(a)', 'logits', 'the formula gives a single number where one row for each image'],
  ])('%s as %s, for its shapes', (formula, gives, problem) => {
    const refusal = refusalOf(expression, { params: { formula, gives }, inputs: { a, b } });
    expect(refusal).toMatchObject({ code: 'SHAPE_MISMATCH', at: { node: 'node', param: 'formula' } });
    expect(refusal!.message).toContain(problem);
  });

  test('the statistics of a single row', () => {
    const inputs = { a: floats([1, 2], [1, 2]) };
    expect(refusalOf(expression, { params: { formula: 'mean(std(a))' }, inputs })?.message).toContain(
      'std needs two values or more',
    );
  });
});

describe('ports', () => {
  const optional = (formula: string) =>
    expression
      .ports({ formula, gives: 'loss' })
      .inputs.filter((port) => port.optional)
      .map(({ name }) => name);

  test('ask for what the formula reads', () => {
    expect(optional('mean(square(a - c))')).toEqual(['b', 'd']);
    expect(optional('z = a; z')).toEqual(['b', 'c', 'd']);
  });
  test('ask for nothing while the formula cannot be read', () => {
    expect(optional('mean(')).toEqual(['a', 'b', 'c', 'd']);
    expect(optional('nrom(a)')).toEqual(['a', 'b', 'c', 'd']);
  });
  test('give what the parameter says', () => {
    expect(expression.ports({ formula: 'a', gives: 'logits' }).outputs[0]!.kind).toBe('logits');
  });
});
