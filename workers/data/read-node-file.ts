import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadFile } from './load-dataset.ts';

/** Reads data files from a folder. For Node alone: kept apart so that no browser bundle meets a `node:` import. */
export function readNodeFile(folder: string): ReadFile {
  return async (name) => new Uint8Array(await readFile(join(folder, name)));
}
