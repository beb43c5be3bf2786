import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defined } from '../src/base/assert.ts';
import { DATASETS, type DatasetId } from '../src/ir/datasets.ts';
import { channelStatistics } from './channel-statistics.ts';
import { encodeDataset, type DatasetContent } from '../workers/data/encode.ts';

/** Writes a dataset to public/data and prints what the catalogue in src/ir/datasets.ts must say about it. */
export function writeDataFile(id: DatasetId, content: DatasetContent): void {
  const name = defined(DATASETS[id].file, `${id} has a file`);
  const folder = fileURLToPath(new URL('../public/data/', import.meta.url));
  const bytes = encodeDataset(content, (body) => gzipSync(body, { level: 9, memLevel: 9 }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(folder + name, bytes);

  const { count, channels, labels } = content.header;
  const heldOutCount = content.heldOut.reduce((sum, flag) => sum + flag, 0);
  const train = Array.from({ length: count }, (_, i) => i).filter((i) => content.heldOut[i] === 0);
  console.log(`public/data/${name}: ${bytes.length} bytes`);
  console.log({
    count,
    trainCount: train.length,
    heldOutCount,
    labels: Object.fromEntries(labels.map((label) => [label.name, label.classes.length])),
    ...channelStatistics(content.images, train, channels, content.images.length / count),
  });
}
