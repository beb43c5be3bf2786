import { beforeAll, describe, expect, test } from 'vitest';
import { differences, evaluateOn, lossOf, oneView, problemOf, viewSet } from '../testing/evaluate-on.ts';
import { mean, rows, rowsOf, softmax, sum } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { crossViewCrossEntropy } from './cross-view-cross-entropy.ts';

const K = 4;
const teacher = [rows(1), rows(2)].map((view) => view.map((row) => softmax(row, 0.2)));
const student = [rows(3), rows(4), rows(5)];
const between = (t: number[][], s: number[][]) =>
  mean(t.map((row, i) => -sum(softmax(s[i]!, 0.1).map((p, k) => row[k]! * Math.log(p)))));
const pairs = (views: number[][][], skip = true) =>
  teacher.flatMap((t, i) => views.flatMap((s, j) => (skip && i === j ? [] : [between(t, s)])));

beforeAll(() => useBackend('cpu'));

test('every student view meets the other views of the teacher', async () => {
  const inputs = { targets: viewSet(...teacher), logits: viewSet(...student) };
  const { outputs, grads } = await evaluateOn(crossViewCrossEntropy, { inputs });
  expect(pairs(student)).toHaveLength(4);
  expect(outputs['loss']!.data[0]).toBeCloseTo(mean(pairs(student)), 4);
  const f = (data: readonly number[]) => {
    const all = rowsOf(data, K);
    return mean(pairs([all.slice(0, 5), all.slice(5, 10), all.slice(10)]));
  };
  differences(f, inputs.logits).forEach((slope, i) => expect(grads['logits']!.data[i]).toBeCloseTo(slope, 4));
});

test('with the same view too, where it is not skipped', async () => {
  const inputs = { targets: viewSet(...teacher), logits: viewSet(...student) };
  const loss = await lossOf(crossViewCrossEntropy, { params: { skipSameView: false }, inputs });
  expect(loss).toBeCloseTo(mean(pairs(student, false)), 4);
});

test('a teacher of one view teaches all student views but its own', async () => {
  const inputs = { targets: oneView(teacher[0]!), logits: viewSet(...student) };
  const { outputs, grads } = await evaluateOn(crossViewCrossEntropy, { inputs });
  const expected = mean([between(teacher[0]!, student[1]!), between(teacher[0]!, student[2]!)]);
  expect(outputs['loss']!.data[0]).toBeCloseTo(expected, 4);
  expect(grads['logits']!.data.slice(0, 5 * K).every((slope) => slope === 0)).toBe(true);
});

test('pitfall: the temperature divides the prediction, not the targets', async () => {
  const inputs = { targets: viewSet(...teacher), logits: viewSet(...student.slice(0, 2)) };
  const scaled = viewSet(...student.slice(0, 2).map((view) => view.map((row) => row.map((x) => x * 10))));
  const loss = await lossOf(crossViewCrossEntropy, { inputs });
  const same = await lossOf(crossViewCrossEntropy, {
    params: { temperature: 1 },
    inputs: { ...inputs, logits: scaled },
  });
  expect(loss).toBeCloseTo(same, 4);
});

test('pitfall: targets have gradient where nothing cuts it', async () => {
  const inputs = { targets: viewSet(...teacher), logits: viewSet(...student) };
  const { grads } = await evaluateOn(crossViewCrossEntropy, { inputs });
  const [log0] = softmax(student[1]![0]!, 0.1).map(Math.log);
  const [other] = softmax(student[2]![0]!, 0.1).map(Math.log);
  expect(grads['targets']!.data[0]).toBeCloseTo(-(log0! + other!) / (4 * 5), 4);
});

describe('refuses', () => {
  test('pitfall: one view on each side, which would be 0/0', () => {
    const inputs = { targets: oneView(teacher[0]!), logits: oneView(student[0]!) };
    expect(problemOf(crossViewCrossEntropy, { inputs })).toMatchObject({
      code: 'SHAPE_VIEWS',
      at: { port: 'logits' },
    });
    expect(problemOf(crossViewCrossEntropy, { params: { skipSameView: false }, inputs })).toBeNull();
  });
  test('targets over another number of prototypes', () => {
    const inputs = { targets: viewSet(...teacher), logits: viewSet(rows(3, 5, 6), rows(4, 5, 6)) };
    expect(problemOf(crossViewCrossEntropy, { inputs })?.code).toBe('SHAPE_MISMATCH');
  });
});
