import { beforeEach, expect, test } from 'vitest';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { keptRunWith } from '../../runtime/testing/kept-run.ts';
import { smallDocument } from '../store/small-document.ts';
import { openRunFile } from './open-run-file.ts';
import { createRunsStore, type RunsStore } from './runs-store.ts';

const run = keptRunWith(smallDocument(), [2, 1], { id: 'a', name: 'A', savedAt: 5 });
let kept: Map<string, KeptRun>;
let store: RunsStore;

beforeEach(() => {
  kept = new Map();
  store = createRunsStore({
    list: () => Promise.resolve([...kept.values()]),
    read: (id) => Promise.resolve(kept.get(id)),
    put: async (one) => void kept.set(one.id, one),
    remove: async (id) => void kept.delete(id),
  });
});

const file = (text: string, name = 'a.unlabel-run.json') => {
  const bytes = new TextEncoder().encode(text);
  return { name, size: bytes.length, arrayBuffer: () => Promise.resolve(bytes.buffer as ArrayBuffer) };
};
const codes = () => store.getState().problems.map(({ code }) => code);

test('a run file is listed, pinned so that it stays, and drawn over the charts', async () => {
  expect(await openRunFile(store, file(JSON.stringify(run), 'renamed.json'))).toBe(true);
  expect(store.getState().list).toMatchObject([{ id: 'a', pinned: true }]);
  expect([...store.getState().overlaid.keys()]).toEqual(['a']);
});

test('the same run is not listed twice; another one with its id does not take its place', async () => {
  await openRunFile(store, file(JSON.stringify(run)));
  await openRunFile(store, file(JSON.stringify({ ...run, note: 'sent back' })));
  expect(kept.size).toBe(1);
  await openRunFile(store, file(JSON.stringify({ ...run, seed: 9 })));
  expect([...kept.values()].map(({ seed }) => seed)).toEqual([1, 9]);
});

test('what is wrong with a file is said, and still there when the list is looked at', async () => {
  expect(await openRunFile(store, file('{"format": "unlabel-run"'))).toBe(true);
  await store.getState().refresh();
  expect(codes()).toEqual(['DOC_NOT_JSON']);
  await openRunFile(store, { ...file('{}'), size: 1e9 });
  expect(codes()).toEqual(['DOC_TOO_LARGE']);
  await openRunFile(store, file(JSON.stringify(run)));
  expect(codes()).toEqual([]);
});

test('another file is left to others', async () => {
  expect(await openRunFile(store, file('{"format": "unlabel"}', 'drawing.json'))).toBe(false);
  expect(codes()).toEqual([]);
});
