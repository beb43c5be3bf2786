import { failure, success } from '../../src/base/outcome.ts';
import { diagnose, type Checked } from '../../src/diagnostics/diagnostic.ts';
import { DATASETS, findDataset } from '../../src/ir/datasets.ts';
import type { Dataset } from './dataset.ts';
import { decodeDataset } from './decode.ts';
import { generateFactors } from './factors.ts';

/** Gives the bytes of a file in the data folder; rejects where it cannot be read. */
export type ReadFile = (name: string) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Loads or generates an embedded dataset. Fails with RUN_UNKNOWN_DATASET, RUN_DATA_MISSING (not readable) or
 * RUN_DATA_CORRUPT.
 */
export async function loadDataset(id: string, readFile: ReadFile): Promise<Checked<Dataset>> {
  const info = findDataset(id);
  if (!info) {
    return failure([diagnose('RUN_UNKNOWN_DATASET', { dataset: id, known: Object.keys(DATASETS) })]);
  }
  if (info.file === null) return success(generateFactors());

  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await readFile(info.file);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failure([diagnose('RUN_DATA_MISSING', { dataset: info.title, detail })]);
  }
  return decodeDataset(info, bytes);
}
