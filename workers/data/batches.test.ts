import { describe, expect, it } from 'vitest';
import { DATASETS } from '../../src/ir/datasets.ts';
import { planBatches, type Batches } from './batches.ts';

const train = Int32Array.from({ length: 103 }, (_, i) => 2 * i + 1);
const dataset = { info: DATASETS.emoji, train };

function plan(batchSize: number, seed: number): Batches {
  const outcome = planBatches(dataset, batchSize, seed);
  if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
  return outcome.value;
}
const epoch = (batches: Batches, e: number): number[] =>
  Array.from({ length: batches.perEpoch }, (_, b) => [...batches.at(e * batches.perEpoch + b)]).flat();
const ascending = (values: number[]): number[] => [...values].sort((a, b) => a - b);

describe('planBatches', () => {
  it('takes every training image exactly once an epoch', () => {
    const whole = { ...dataset, train: train.subarray(0, 100) };
    const outcome = planBatches(whole, 20, 7);
    if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
    expect(outcome.value.perEpoch).toBe(5);
    for (const e of [0, 1, 5]) expect(ascending(epoch(outcome.value, e))).toEqual([...whole.train]);
  });

  it('drops the last partial batch, of other images in every epoch', () => {
    const batches = plan(20, 7);
    expect(batches.perEpoch).toBe(5);
    const leftOut = [0, 1].map((e) => {
      const seen = new Set(epoch(batches, e));
      expect(seen.size).toBe(100);
      return [...train].filter((index) => !seen.has(index)).join();
    });
    expect(leftOut[0]).not.toBe(leftOut[1]);
  });

  it('is a pure function of seed and step', () => {
    const forward = plan(16, 3);
    const steps = [0, 1, 5, 6, 30];
    const expected = steps.map((step) => [...forward.at(step)]);
    const backward = plan(16, 3);
    expect(steps.toReversed().map((step) => [...backward.at(step)])).toEqual(expected.toReversed());
    expect([...plan(16, 4).at(0)]).not.toEqual(expected[0]);
    expect(epoch(forward, 0)).not.toEqual(epoch(forward, 1));
  });

  it('keeps its order when a caller changes a batch', () => {
    const batches = plan(16, 3);
    const before = [...batches.at(0)];
    batches.at(0).fill(-1);
    expect([...batches.at(0)]).toEqual(before);
  });

  it('takes the whole training part as one batch, and refuses one more', () => {
    expect(ascending([...plan(103, 1).at(2)])).toEqual([...train]);
    const outcome = planBatches(dataset, 104, 1);
    expect(outcome.ok).toBe(false);
    expect(outcome.problems[0]!.code).toBe('SHAPE_BATCH_TOO_LARGE');
    expect(outcome.problems[0]!.message).toContain('103');
  });
});
