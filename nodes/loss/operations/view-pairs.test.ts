import { beforeAll, describe, expect, test } from 'vitest';
import { lossOf, oneView, problemOf, viewSet } from '../../testing/evaluate-on.ts';
import { rows } from '../../testing/rows.ts';
import { useBackend } from '../../testing/run-on.ts';
import { softmax } from '../../testing/rows.ts';
import { infoNCE } from '../info-nce.ts';
import { negativeCosine } from '../negative-cosine.ts';
import { normalizedMse } from '../normalized-mse.ts';
import { softCrossEntropy } from '../soft-cross-entropy.ts';
import { pairIndices } from './view-pairs.ts';

beforeAll(() => useBackend('cpu'));

describe('views that meet', () => {
  test.each([
    ['cross', 2, 2, ['0-1', '1-0']],
    ['same', 2, 2, ['0-0', '1-1']],
    ['all', 2, 2, ['0-0', '0-1', '1-0', '1-1']],
    // more views on one side: multi-crop
    ['cross', 2, 3, ['0-1', '0-2', '1-0', '1-2']],
    ['cross', 1, 2, ['0-1']],
    ['all', 1, 3, ['0-0', '0-1', '0-2']],
    // two lanes of one view each
    ['cross', 1, 1, ['0-0']],
    ['same', 1, 1, ['0-0']],
  ] as const)('%s of %i and %i', (pairing, first, second, expected) => {
    expect(pairIndices(first, second, pairing).map((pair) => pair.join('-'))).toEqual(expected);
  });
});

const a = [rows(1), rows(2)] as const;
const b = [rows(3), rows(4)] as const;
const distributions = a.map((view) => view.map((row) => softmax(row)));

describe.each([
  [infoNCE, 'query', 'key', a],
  [negativeCosine, 'prediction', 'target', a],
  [normalizedMse, 'prediction', 'target', a],
  [softCrossEntropy, 'targets', 'logits', distributions],
] as const)('$id', (spec, first, second, left) => {
  const alone = (i: number, j: number) =>
    lossOf(spec, { inputs: { [first]: oneView(left[i]!), [second]: oneView(b[j]!) } });

  test.each(['cross', 'same', 'all'] as const)('is the mean over its pairs: %s', async (pairs) => {
    const inputs = { [first]: viewSet(...left), [second]: viewSet(...b) };
    const losses = await Promise.all(pairIndices(2, 2, pairs).map(([i, j]) => alone(i, j)));
    const loss = await lossOf(spec, { params: { pairs }, inputs });
    expect(loss).toBeCloseTo(losses.reduce((sum, x) => sum + x, 0) / losses.length, 5);
  });

  test('pairs different views unless told otherwise', () => {
    expect(spec.params.parse({})).toMatchObject({ pairs: 'cross' });
  });

  test('refuses the same view where the numbers of views differ', () => {
    const inputs = { [first]: viewSet(...left), [second]: viewSet(...b, b[0]) };
    expect(problemOf(spec, { params: { pairs: 'same' }, inputs })).toMatchObject({
      code: 'SHAPE_VIEWS',
      at: { param: 'pairs' },
    });
  });

  test('refuses vectors of different lengths: nothing is broadcast', () => {
    const inputs = { [first]: oneView(left[0]!), [second]: oneView(rows(3, 5, 1)) };
    expect(problemOf(spec, { inputs })?.code).toBe('SHAPE_MISMATCH');
  });
});
