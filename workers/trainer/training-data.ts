import { defined } from '../../src/base/assert.ts';
import { success } from '../../src/base/outcome.ts';
import type { Checked } from '../../src/diagnostics/diagnostic.ts';
import { planBatches } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { gatherImages } from '../data/gather-images.ts';
import type { HostTensor } from '../protocol.ts';

/** Gives a field of a batch: `images`, `index` or the name of a label. */
export type BatchFields = (field: string) => HostTensor;

/** The fields of the images with these indices (B): `images` is B×H×W×C in [0, 1], all others are B int32. */
export function fieldsOf(dataset: Dataset, indices: Int32Array): BatchFields {
  const shape = [indices.length];
  return (field) => {
    if (field === 'images') {
      const { height, width, channels } = dataset.info;
      const data = new Float32Array(indices.length * height * width * channels);
      gatherImages(dataset, indices, data);
      return { shape: [indices.length, height, width, channels], dtype: 'float32', data };
    }
    if (field === 'index') return { shape, dtype: 'int32', data: indices };
    const { values } = defined(dataset.labels[field], `${dataset.info.id} has labels called ${field}`);
    return { shape, dtype: 'int32', data: indices.map((index) => values[index]!) };
  };
}

/** The batch of each step. Fails with SHAPE_BATCH_TOO_LARGE. */
export function trainingBatches(
  dataset: Dataset,
  batchSize: number,
  seed: number,
): Checked<(step: number) => BatchFields> {
  const batches = planBatches(dataset, batchSize, seed);
  return batches.ok ? success((step: number) => fieldsOf(dataset, batches.value.at(step))) : batches;
}
