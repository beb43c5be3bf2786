import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { MAX_RUN_BYTES, parseRun, runTooLarge } from '../../runtime/kept/parse-run.ts';
import type { ReadableFile } from '../files/read-file.ts';
import type { RunsStore } from './runs-store.ts';

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
  else store.getState().overlay(await take(store, read.value), true);
  return true;
}

/** Gives the id under which the run is in the list. One that is there stays as it is, and what only has its id gets another. */
async function take(store: RunsStore, run: KeptRun): Promise<string> {
  await store.getState().refresh();
  const there = store.getState().list?.find(({ id }) => id === run.id);
  const trained = ({ seed, loss, measured, document }: KeptRun) =>
    JSON.stringify([seed, loss, measured, document]);
  if (there && trained(there) === trained(run)) return there.id;
  const id = there ? crypto.randomUUID() : run.id;
  // it may be older than all that is kept: it would leave at once
  await store.getState().keep({ ...run, id, pinned: true });
  return id;
}
