import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { contentOf, encodeDataset } from '../../workers/data/encode.ts';
import { generateFactors } from '../../workers/data/factors.ts';
import { defined } from '../base/assert.ts';
import { findDataset } from '../ir/datasets.ts';

/** The file of a dataset that comes with Unlabel, for an exported project; one that is generated is written as such a file. */
export async function datasetFile(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const { file } = defined(findDataset(id), `a program's dataset ${id} is known`);
  if (file === null) return encodeDataset(contentOf(generateFactors()), (body) => gzipSync(body));
  return new Uint8Array(await readFile(fileURLToPath(new URL(`../../public/data/${file}`, import.meta.url))));
}
