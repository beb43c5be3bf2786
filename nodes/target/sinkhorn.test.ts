import { beforeAll, describe, expect, test } from 'vitest';
import { scheduleValue } from '../../src/ir/schedule.ts';
import { evaluateOn, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { column, rows, rowsOf, sum } from '../testing/rows.ts';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { sinkhorn } from './sinkhorn.ts';

const [B, K, Q] = [6, 4, 9];
const [first, second, queue] = [rows(1, B, K), rows(2, B, K), rows(3, Q, K)];

/** The algorithm as SwAV writes it, with its marginals, in float64; rows of the images, all of them. */
function reference(scores: number[][], epsilon = 0.05, iterations = 3): number[][] {
  const largest = Math.max(...scores.flat());
  let q = scores.map((row) => row.map((x) => Math.exp((x - largest) / epsilon)));
  const whole = sum(q.flat());
  q = q.map((row) => row.map((x) => x / whole));
  for (let i = 0; i < iterations; i++) {
    const shares = q[0]!.map((_, k) => sum(column(q, k)));
    q = q.map((row) => row.map((x, k) => x / shares[k]! / K));
    q = q.map((row) => row.map((x) => x / sum(row) / scores.length));
  }
  return q.map((row) => row.map((x) => x * scores.length));
}

const codesOf = async (inputs: Parameters<typeof evaluateOn>[1]['inputs'], params: object = {}) => {
  const { outputs, grads } = await evaluateOn(sinkhorn, { params: { ...params }, inputs });
  expect(grads).toEqual({});
  return rowsOf(outputs['assignments']!.data, K);
};
function expectClose(got: number[][], expected: number[][]) {
  expect(got).toHaveLength(expected.length);
  expected.flat().forEach((x, i) => expect(got.flat()[i]).toBeCloseTo(x, 4));
}

beforeAll(() => useBackend('cpu'));

test('each view is balanced by itself, and no gradient passes', async () => {
  expectClose(await codesOf({ scores: viewSet(first, second) }), [...reference(first), ...reference(second)]);
  expect(sinkhorn.ports({}).inputs.every(({ cutsGradient }) => cutsGradient)).toBe(true);
});

test('pitfall: each code adds up to 1, and a settled assignment is even', async () => {
  const codes = await codesOf({ scores: oneView(first) }, { epsilon: 0.5, iterations: 50 });
  for (const code of codes) expect(sum(code)).toBeCloseTo(1, 5);
  for (let k = 0; k < K; k++) expect(sum(column(codes, k))).toBeCloseTo(B / K, 3);
});

test('a constant score for all images is no way out: codes become uniform', async () => {
  const same = first.map(() => [5, 1, 0, -2]);
  expectClose(
    await codesOf({ scores: oneView(same) }),
    same.map(() => Array.from({ length: K }, () => 1 / K)),
  );
});

test('pitfall: a small ε overflows nothing, however large the scores', async () => {
  const large = first.map((row) => row.map((x) => 100 * x));
  const codes = await codesOf({ scores: oneView(large) }, { epsilon: 0.01, iterations: 3 });
  for (const code of codes) expect(sum(code)).toBeCloseTo(1, 4);
});

describe('a queue', () => {
  test('is balanced along in front; codes are those of the batch', async () => {
    const codes = await codesOf({ scores: oneView(first), queue: oneView(queue) });
    expectClose(codes, reference([...queue, ...first]).slice(Q));
    const without = await codesOf({ scores: oneView(first) });
    expect(Math.max(...codes.flat().map((x, i) => Math.abs(x - without.flat()[i]!)))).toBeGreaterThan(0.05);
  });

  test('serves all views, or one each', async () => {
    const shared = await codesOf({ scores: viewSet(first, second), queue: oneView(queue) });
    expectClose(shared, [
      ...reference([...queue, ...first]).slice(Q),
      ...reference([...queue, ...second]).slice(Q),
    ]);
    const other = rows(4, Q, K);
    const inputs = {
      scores: floats([2 * B, K], [...first, ...second].flat()),
      queue: floats([2 * Q, K], [...queue, ...other].flat()),
    };
    const own = (await runNode(sinkhorn, { inputs, views: 2 })).assignments!;
    expectClose(rowsOf([...own.data], K), [
      ...reference([...queue, ...first]).slice(Q),
      ...reference([...other, ...second]).slice(Q),
    ]);
  });

  describe('that counts from a step on', () => {
    const given = {
      params: { queueFrom: 20 },
      inputs: { scores: floats([B, K], first.flat()), queue: floats([Q, K], queue.flat()) },
    };
    const at = async (counts: number) => {
      const run = await runNode(sinkhorn, { ...given, numbers: { queueFrom: floats([], [counts]) } });
      return rowsOf([...run.assignments!.data], K);
    };
    test('pitfall: before, codes are those without it', async () => {
      expectClose(await at(0), reference(first));
    });
    test('from then on, those with it', async () => {
      expectClose(await at(1), reference([...queue, ...first]).slice(Q));
    });
    test('the switch is the schedule’s', () => {
      const source = traceNode(sinkhorn, given).feeds.get('node.queueFrom')!.source;
      const course = [0, 19, 20, 21].map((step) =>
        source.kind === 'schedule' ? scheduleValue(source.schedule, step) : NaN,
      );
      expect(course).toEqual([0, 0, 1, 1]);
    });
  });
});

describe('refuses', () => {
  test('a batch of one without a queue', () => {
    const scores = oneView(rows(1, 1, K));
    expect(problemOf(sinkhorn, { inputs: { scores } })?.code).toBe('SHAPE_BATCH_OF_ONE');
    expect(problemOf(sinkhorn, { inputs: { scores, queue: oneView(queue) } })).toBeNull();
  });
  test('a queue of another number of views than one or those of the scores', () => {
    const inputs = {
      scores: floats([3 * B, K], [...first, ...first, ...first].flat()),
      queue: floats([2 * Q, K], [...queue, ...queue].flat()),
    };
    expect(() => traceNode(sinkhorn, { inputs, views: { scores: 3, queue: 2 } })).toThrow(
      /queue of one view/,
    );
  });
  test('a queue scored on other prototypes', () => {
    const inputs = { scores: oneView(first), queue: oneView(rows(3, Q, K + 1)) };
    expect(problemOf(sinkhorn, { inputs })?.code).toBe('SHAPE_MISMATCH');
  });
});
