import { MAX_RUN_BYTES, parseRun, runTooLarge } from '../../runtime/kept/parse-run.ts';
import type { ReadableFile } from '../files/read-file.ts';
import type { RunsStore } from './runs-store.ts';
import { takeRun } from './take-run.ts';

/** How a run's file begins, whatever program wrote it since. */
const LOOKS_LIKE_A_RUN = /"format"\s*:\s*"unlabel-run"/;

/**
 * Takes a run from a file into the list and draws it over the charts; what is wrong with it is said there. False where it
 * is something else.
 */
export async function openRunFile(store: RunsStore, file: ReadableFile): Promise<boolean> {
  const named = /\.unlabel-run[^.]*\.json$/i.test(file.name ?? '');
  if (file.size > MAX_RUN_BYTES) {
    if (named) store.getState().refuse([runTooLarge(file.size)]);
    return named;
  }
  const text = new TextDecoder().decode(await file.arrayBuffer());
  if (!named && !LOOKS_LIKE_A_RUN.test(text)) return false;
  store.getState().refuse([]);
  const read = parseRun(text);
  if (!read.ok) store.getState().refuse(read.problems);
  else store.getState().overlay((await takeRun(store, read.value)).id, true);
  return true;
}
