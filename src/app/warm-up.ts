import type { EditorStore } from '../editor/store/editor-store.ts';
import type { RunStore } from '../runtime/run-store-state.ts';
import { savesData } from './saves-data.ts';
import { whenIdle } from './when-idle.ts';

/**
 * Has the worker, its backend and the data of the drawing ready before *Train* is pressed: once the window is `standing` and the
 * page at rest, and again when a drawing with other data is opened. Someone who pays for every byte is not made to.
 */
export function warmUp(store: EditorStore, runStore: RunStore, standing: Promise<unknown>): void {
  if (savesData()) return;
  let warm: string | null = null;
  const look = () => {
    const dataset = store.getState().compilation?.program?.dataset;
    if (dataset === undefined || dataset === warm) return;
    warm = dataset;
    runStore.getState().warmUp(dataset);
  };
  const begin = () => {
    look();
    store.subscribe(look);
  };
  // two workers that start would take the processors from what is being drawn
  void Promise.allSettled([standing]).then(() => whenIdle(begin));
}
