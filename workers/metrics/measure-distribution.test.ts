import { describe, expect, test } from 'vitest';
import { METRICS } from '../../src/ir/metrics.ts';
import type { BatchValue } from './batch-value.ts';
import { measureBatch } from './measure-batch.ts';

type Rows = readonly (readonly number[])[];

function value(port: string, kind: string, ...views: readonly Rows[]): BatchValue {
  const rows = views.flat();
  return {
    port,
    kind,
    data: Float64Array.from(rows.flat()),
    rows: rows.length,
    columns: rows[0]!.length,
    views: views.length,
  };
}
const teacher = (...views: readonly Rows[]) => value('distribution', 'distribution', ...views);
const student = (...views: readonly Rows[]) => value('student', 'logits', ...views);
const params = { temperature: 1, studentTemperature: 1, pairs: 'cross' };
const measure = (values: readonly BatchValue[], changes: object = {}): Readonly<Record<string, number>> =>
  measureBatch('distribution', values, { ...params, ...changes });

const [zero, one] = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
];
const uniform = [0.25, 0.25, 0.25, 0.25];
const ln = Math.log;
/** Scores whose softmax at temperature 1 are these probabilities. */
const scores = (row: readonly number[]) => row.map((p) => ln(p) + 3);

test('measures every metric of the catalogue', () => {
  const expected = Object.entries(METRICS).filter(([, { measurement }]) => measurement === 'distribution');
  const measured = measure([teacher([zero, uniform], [one, uniform]), student([zero, one], [one, zero])]);
  expect(Object.keys(measured).sort()).toEqual(expected.map(([id]) => id).sort());
});

describe('entropies and perplexity', () => {
  test('one-hot on one entry: collapsed', () => {
    expect(measure([teacher([zero, zero, zero])])).toEqual({
      classes: 4,
      entropy: 0,
      meanEntropy: 0,
      perplexity: 1,
    });
  });

  test('one-hot, spread evenly: sharp and all in use', () => {
    const { entropy, meanEntropy, perplexity } = measure([teacher([zero, one])]);
    expect(entropy).toBe(0);
    expect(meanEntropy).toBeCloseTo(ln(2), 14);
    expect(perplexity).toBeCloseTo(2, 14);
  });

  test('uniform: ln K', () => {
    const { entropy, meanEntropy, perplexity } = measure([teacher([uniform, uniform])]);
    expect(entropy).toBeCloseTo(ln(4), 14);
    expect(meanEntropy).toBeCloseTo(ln(4), 14);
    expect(perplexity).toBeCloseTo(4, 13);
  });

  test('by hand: halves and quarters with a zero among them', () => {
    // 1.5 ln 2 and 0; their mean is (¾, ⅛, ⅛, 0)
    const { entropy, meanEntropy } = measure([teacher([[0.5, 0.25, 0.25, 0], zero])]);
    expect(entropy).toBeCloseTo(0.75 * ln(2), 14);
    expect(meanEntropy).toBeCloseTo(0.75 * ln(4 / 3) + 0.25 * ln(8), 14);
  });

  test('over all views: each image on one entry, each view on another', () => {
    expect(measure([teacher([zero, zero], [one, one])]).meanEntropy).toBeCloseTo(ln(2), 14);
  });

  test('of scores: softmax with the temperature, and no overflow', () => {
    const logits = (...rows: Rows) => value('distribution', 'logits', rows);
    expect(measure([logits(scores([0.5, 0.25, 0.125, 0.125]), [7, 7, 7, 7])]).entropy).toBeCloseTo(
      (1.75 * ln(2) + ln(4)) / 2,
      14,
    );
    // halving the temperature squares the odds: 4 to 1
    expect(measure([logits([ln(2), 0], [0, ln(2)])], { temperature: 0.5 }).entropy).toBeCloseTo(
      0.8 * ln(5 / 4) + 0.2 * ln(5),
      14,
    );
    expect(measure([logits([1e6, 0], [0, -1e6])], { temperature: 0.01 }).entropy).toBe(0);
  });

  test('rounding does not make an entropy negative', () => {
    expect(measure([teacher([[1 + 2 ** -20, 0]])]).entropy).toBe(0);
  });
});

describe('divergence', () => {
  const half = [0.5, 0.5];
  const skewed = [0.75, 0.25];

  test('by hand', () => {
    const { kl } = measure([teacher([half]), student([scores(skewed)])]);
    expect(kl).toBeCloseTo(0.5 * ln(0.5 / 0.75) + 0.5 * ln(0.5 / 0.25), 14);
  });

  test('0 for a student that agrees, at its temperature', () => {
    const cold = scores(skewed).map((x) => 0.1 * x);
    const values = [teacher([skewed]), student([cold])];
    expect(measure(values, { studentTemperature: 0.1 }).kl).toBeCloseTo(0, 14);
    expect(measure(values).kl).toBeGreaterThan(0.05);
  });

  test('a one-hot teacher leaves −ln p, and 0 of a zero', () => {
    expect(measure([teacher([[1, 0]]), student([scores([0.2, 0.8])])]).kl).toBeCloseTo(-ln(0.2), 14);
    // e⁻¹⁰⁰⁰⁰ is 0: the entry that the teacher does not name does not matter, and the other stays finite
    expect(measure([teacher([[1, 0]]), student([[1e4, 0]])]).kl).toBe(0);
    expect(measure([teacher([[1, 0]]), student([[0, 1e4]])]).kl).toBe(1e4);
  });

  test('with the entropy it makes up the cross entropy of the loss', () => {
    const [q, p] = [
      [0.1, 0.2, 0.7],
      [0.5, 0.3, 0.2],
    ];
    const { entropy, kl } = measure([teacher([q]), student([scores(p)])]);
    expect(entropy! + kl!).toBeCloseTo(-q.reduce((sum, x, k) => sum + x * ln(p[k]!), 0), 14);
  });

  test('over pairs of views', () => {
    const kl = (q: readonly number[], p: readonly number[]) =>
      q.reduce((sum, x, k) => sum + x * ln(x / p[k]!), 0);
    const [a, b] = [half, skewed];
    const [c, d, e] = [
      [0.9, 0.1],
      [0.6, 0.4],
      [0.2, 0.8],
    ];
    const two = [teacher([a], [b]), student([scores(c)], [scores(d)])];
    expect(measure(two).kl).toBeCloseTo((kl(a, d) + kl(b, c)) / 2, 14);
    expect(measure(two, { pairs: 'same' }).kl).toBeCloseTo((kl(a, c) + kl(b, d)) / 2, 14);
    const three = [teacher([a], [b]), student([scores(c)], [scores(d)], [scores(e)])];
    expect(measure(three).kl).toBeCloseTo((kl(a, d) + kl(a, e) + kl(b, c) + kl(b, e)) / 4, 14);
    expect(measure(three, { pairs: 'all' }).kl).toBeCloseTo(
      [a, b].flatMap((q) => [c, d, e].map((p) => kl(q, p))).reduce((sum, x) => sum + x) / 6,
      14,
    );
  });

  test('whatever stands first in the drawing', () => {
    const values = [teacher([half]), student([scores(skewed)])];
    expect(measure([...values].reverse())).toEqual(measure(values));
  });
});

test('leaves out what one image cannot show', () => {
  const measured = measure([teacher([uniform], [uniform]), student([[0, 0, 0, 0]], [[0, 0, 0, 0]])]);
  expect(Object.keys(measured).sort()).toEqual(['classes', 'entropy', 'kl']);
});

test.each([NaN, Infinity])('says NaN of %d among assignments or scores', (bad) => {
  const broken = [bad, 0, 0, 0];
  const { entropy, meanEntropy, perplexity, kl } = measure([
    teacher([broken, zero]),
    student([uniform, uniform]),
  ]);
  expect([entropy, meanEntropy, perplexity, kl]).toEqual([NaN, NaN, NaN, NaN]);
  expect(measure([teacher([zero, zero]), student([broken, uniform])]).kl).toBeNaN();
  expect(measure([value('distribution', 'logits', [broken, zero])]).entropy).toBeNaN();
});
