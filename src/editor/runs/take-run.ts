import { compareCurves } from '../../analysis/compare-curves.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import { curvesOf } from './curves-of.ts';
import type { RunsStore } from './runs-store.ts';

/**
 * Takes a run that was sent into the list, and gives it as it is there. One that is there stays as it is, and what only has its
 * id gets another.
 */
export async function takeRun(store: RunsStore, run: KeptRun): Promise<KeptRun> {
  await store.getState().refresh();
  const there = store.getState().list?.find(({ id }) => id === run.id);
  if (there && holds(there, run)) return there;
  const id = there ? crypto.randomUUID() : run.id;
  // it may be older than all that is kept: it would leave at once
  const taken = { ...run, id, pinned: true };
  await store.getState().keep(taken);
  return taken;
}

/** Whether all that was sent of a run is known of the other one: a link has a few points of its curve. */
function holds(there: KeptRun, sent: KeptRun): boolean {
  if (there.seed !== sent.seed || there.program !== sent.program) return false;
  if (serializeDocument(there.document) !== serializeDocument(sent.document)) return false;
  const curves = curvesOf(runStateOf(sent));
  const { compared, first } = compareCurves(curvesOf(runStateOf(there)), curves);
  return first === null && compared === curves.reduce((sum, { values }) => sum + values.length, 0);
}
