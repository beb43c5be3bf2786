import { expect, it } from 'vitest';
import { setMeta } from '../commands/set-meta.ts';
import { setRun } from '../commands/set-run.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { historySteps } from './steps.ts';

it('lists what can be gone to; going there by its distance makes it the present', () => {
  const store = createEditorStore({ document: smallDocument(), preset: null });
  const { run, travel } = store.getState();
  expect(historySteps(store.getState().history)).toEqual([{ name: 'Beginning', distance: 0 }]);

  run(setRun({ steps: 7 }));
  run(setMeta('title', 'Other'));
  run(setRun({ seed: 9 }));
  const names = historySteps(store.getState().history).map(({ name }) => name);
  expect(historySteps(store.getState().history).map(({ distance }) => distance)).toEqual([0, -1, -2, -3]);

  travel(-2);
  expect(store.getState().content.document.meta.title).toBe('Small');
  const there = historySteps(store.getState().history);
  expect(there.map(({ name }) => name)).toEqual(names);
  expect(there.map(({ distance }) => distance)).toEqual([2, 1, 0, -1]);

  travel(there[0]!.distance);
  expect(store.getState().content.document.stages[0]?.run).toEqual({ steps: 7, seed: 9 });
});
