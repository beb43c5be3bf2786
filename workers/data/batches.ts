import { assert } from '../../src/base/assert.ts';
import { failure, success } from '../../src/base/outcome.ts';
import { randomStream } from '../../src/base/random-stream.ts';
import { diagnose, type Checked } from '../../src/diagnostics/diagnostic.ts';
import type { Dataset } from './dataset.ts';

export interface Batches {
  /** Whole batches in an epoch; what is left of the training part over them sits out that epoch. */
  readonly perEpoch: number;
  /** Indices into the dataset of the batch of step `step`, counted from 0; a copy the caller may keep. */
  at(step: number): Int32Array;
}

/**
 * Which training images form the batch of each step: every epoch goes through the training part in a random order of
 * its own, a pure function of seed and epoch, so a run resumed at any step sees the batches it would have seen.
 * Fails with SHAPE_BATCH_TOO_LARGE where the training part does not fill one batch.
 */
export function planBatches(
  dataset: Pick<Dataset, 'info' | 'train'>,
  batchSize: number,
  seed: number,
): Checked<Batches> {
  assert(Number.isInteger(batchSize) && batchSize > 0, `a batch of ${batchSize} images`);
  const { train, info } = dataset;
  const perEpoch = Math.floor(train.length / batchSize);
  if (perEpoch === 0) {
    const args = { batch: batchSize, dataset: info.title, count: train.length };
    return failure([diagnose('SHAPE_BATCH_TOO_LARGE', args)]);
  }

  const stream = randomStream(seed, 'data.batches');
  let epoch = -1;
  let order = new Int32Array();
  const at = (step: number): Int32Array => {
    assert(Number.isInteger(step) && step >= 0, `step ${step}`);
    const wanted = Math.floor(step / perEpoch);
    // kept from step to step, as steps usually follow one another
    if (wanted !== epoch) {
      epoch = wanted;
      order = stream.permutation(epoch, train.length).map((position) => train[position]!);
    }
    const start = (step % perEpoch) * batchSize;
    return order.slice(start, start + batchSize);
  };
  return success({ perEpoch, at });
}
