import { beforeAll, describe, expect, test } from 'vitest';
import { differences, evaluateOn, lossOf, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { dot, logSumExp, mean, rows, rowsOf, unit } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { infoNCE } from './info-nce.ts';

/** MoCo v3's ctr without its factor: every query against all keys, in float64. */
function inBatch(q: number[][], k: number[][], temperature: number): number {
  const keys = k.map(unit);
  return mean(
    q.map(unit).map((query, i) => {
      const logits = keys.map((key) => dot(query, key) / temperature);
      return logSumExp(logits) - logits[i]!;
    }),
  );
}

const [query, key] = [rows(1), rows(2)];
const inputs = { query: oneView(query), key: oneView(key) };
const params = { temperature: 0.3 };

beforeAll(() => useBackend('cpu'));

describe('without negatives', () => {
  test('every query meets all keys of the batch', async () => {
    expect(await lossOf(infoNCE, { params, inputs })).toBeCloseTo(inBatch(query, key, 0.3), 5);
  });

  test('gradient to both sides is the limit of differences', async () => {
    const { grads } = await evaluateOn(infoNCE, { params, inputs });
    const atQuery = differences((data) => inBatch(rowsOf(data, 4), key, 0.3), inputs.query);
    const atKey = differences((data) => inBatch(query, rowsOf(data, 4), 0.3), inputs.key);
    atQuery.forEach((slope, i) => expect(grads['query']!.data[i]).toBeCloseTo(slope, 5));
    atKey.forEach((slope, i) => expect(grads['key']!.data[i]).toBeCloseTo(slope, 5));
  });

  test('the mean of both directions is half of what MoCo v3 adds up', async () => {
    const scaled = { ...params, scaleByTemperature: true };
    const second = [rows(3), rows(4)] as const;
    const views = { query: viewSet(query, second[0]), key: viewSet(key, second[1]) };
    const added = 2 * 0.3 * (inBatch(query, second[1], 0.3) + inBatch(second[0], key, 0.3));
    expect(await lossOf(infoNCE, { params: scaled, inputs: views })).toBeCloseTo(added / 2, 5);
  });

  test('refuses a batch of one', () => {
    const one = oneView(rows(1, 1));
    expect(problemOf(infoNCE, { inputs: { query: one, key: one } })?.code).toBe('SHAPE_BATCH_OF_ONE');
  });
});

describe('with negatives', () => {
  const negatives = oneView(rows(5, 7));

  test('the keys of other images are no negatives: the first image’s loss knows its own key only', async () => {
    const alone = await lossOf(infoNCE, {
      params,
      inputs: { query: oneView([query[0]!]), key: oneView([key[0]!]), negatives },
    });
    const others = await lossOf(infoNCE, {
      params,
      inputs: { query: oneView(query.slice(1)), key: oneView(key.slice(1)), negatives },
    });
    const all = await lossOf(infoNCE, { params, inputs: { ...inputs, negatives } });
    expect(all).toBeCloseTo((alone + 4 * others) / 5, 5);
  });

  test('pitfall: a query whose key is among the negatives pays for it', async () => {
    const clean = await lossOf(infoNCE, { params, inputs: { ...inputs, negatives } });
    const leaked = oneView([...rows(5, 7).slice(5), ...key]);
    expect(await lossOf(infoNCE, { params, inputs: { ...inputs, negatives: leaked } })).toBeGreaterThan(
      clean,
    );
  });

  test('negatives of another length are refused', () => {
    const wrong = oneView(rows(5, 7, 3));
    expect(problemOf(infoNCE, { inputs: { ...inputs, negatives: wrong } })?.code).toBe('SHAPE_MISMATCH');
  });

  test('a factor of 2τ multiplies loss and gradient', async () => {
    const plain = await evaluateOn(infoNCE, { params, inputs: { ...inputs, negatives } });
    const scaled = await evaluateOn(infoNCE, {
      params: { ...params, scaleByTemperature: true },
      inputs: { ...inputs, negatives },
    });
    expect(scaled.outputs['loss']!.data[0]).toBeCloseTo(0.6 * plain.outputs['loss']!.data[0]!, 5);
    expect(scaled.grads['query']!.data[3]).toBeCloseTo(0.6 * plain.grads['query']!.data[3]!, 5);
  });
});

test('without normalisation similarities are plain products', async () => {
  const double = oneView(query.map((row) => row.map((x) => 2 * x)));
  const raw = { ...params, normalize: false };
  const scaled = await lossOf(infoNCE, { params: raw, inputs: { ...inputs, query: double } });
  expect(scaled).toBeCloseTo(await lossOf(infoNCE, { params: { ...raw, temperature: 0.15 }, inputs }), 5);
  expect(await lossOf(infoNCE, { params, inputs: { ...inputs, query: double } })).toBeCloseTo(
    await lossOf(infoNCE, { params, inputs }),
    5,
  );
});
