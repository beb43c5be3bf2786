import { describe, expect, it } from 'vitest';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { keptRunWith } from '../../runtime/testing/kept-run.ts';
import { smallDocument } from '../store/small-document.ts';
import type { RunsStorage } from './runs-storage.ts';
import { createRunsStore } from './runs-store.ts';
import { MOST_RUNS, superfluousRuns } from './superfluous-runs.ts';

const DOCUMENT = smallDocument('Small');
const run = (id: string, savedAt = 1, about: Partial<KeptRun> = {}) =>
  keptRunWith(DOCUMENT, [2, 1], { id, name: id, savedAt, ...about });

function open() {
  const kept = new Map<string, unknown>();
  const state = { full: false, broken: false, lists: 0, reads: 0 };
  const storage: RunsStorage = {
    list: () => {
      state.lists += 1;
      return state.broken
        ? Promise.reject(new Error('no database'))
        : Promise.resolve(structuredClone([...kept.values()]));
    },
    read: (id) => {
      state.reads += 1;
      return state.broken
        ? Promise.reject(new Error('no database'))
        : Promise.resolve(structuredClone(kept.get(id)));
    },
    put: (one) => {
      if (state.full) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
      kept.set(one.id, structuredClone(one));
      return Promise.resolve();
    },
    remove: (id) => {
      kept.delete(id);
      return Promise.resolve();
    },
  };
  const store = createRunsStore(storage);
  const names = () => store.getState().list?.map(({ name }) => name);
  return { kept, state, store, names, ...store.getState() };
}

describe('kept runs', () => {
  it('are listed with the newest first, and read again at the next visit', async () => {
    const { store, keep, names } = open();
    await keep(run('one', 1));
    await keep(run('two', 2));
    expect(names()).toEqual(['two', 'one']);
    const before = store.getState().list;
    await store.getState().refresh();
    expect(store.getState().list).toEqual(before);
    // what the charts draw stays the same object
    expect(store.getState().list![0]).toBe(before![0]);
  });

  it('keep their name, note and pin when more of them is kept', async () => {
    const { store, keep, rename, annotate, pin } = open();
    await keep(run('one', 1, { end: 'going', step: 1 }));
    await rename('one', ' baseline ');
    await annotate('one', 'lower rate');
    await pin('one', true);
    await keep(run('one', 5));
    expect(store.getState().list).toMatchObject([
      { name: 'baseline', note: 'lower rate', pinned: true, end: 'complete', savedAt: 5 },
    ]);
    await rename('one', '  ');
    expect(store.getState().list![0]!.name).toBe('baseline');
  });

  it('are bounded: the oldest that is not pinned leaves, which is said and can be undone', async () => {
    const { store, keep, pin, bringBack, kept } = open();
    await keep(run('pinned', 0));
    await pin('pinned', true);
    for (let i = 1; i <= MOST_RUNS + 1; i++) await keep(run(`run-${i}`, i));
    expect(kept.size).toBe(MOST_RUNS + 1);
    expect(store.getState().removed).toMatchObject({ run: { id: 'run-1' }, why: 'limit' });
    expect(kept.has('pinned')).toBe(true);
    await bringBack();
    expect(kept.get('run-1')).toMatchObject({ pinned: true });
    expect(store.getState().removed).toBeNull();
  });

  it('stay in the list where the browser has no room, and nothing that was stored is lost', async () => {
    const { store, state, keep, names, kept, annotate, refresh } = open();
    await keep(run('one', 1));
    state.full = true;
    await keep(run('two', 2));
    expect(store.getState().problems).toMatchObject([{ code: 'RUN_NOT_KEPT' }]);
    expect(store.getState().problems[0]!.message).toContain('no room');
    expect(names()).toEqual(['two', 'one']);
    expect([...store.getState().unsaved]).toEqual(['two']);
    expect([...kept.keys()]).toEqual(['one']);
    await refresh();
    expect(names()).toEqual(['two', 'one']);
    state.full = false;
    await annotate('two', 'kept now');
    expect([...store.getState().unsaved]).toEqual([]);
    expect(kept.get('two')).toMatchObject({ note: 'kept now' });
  });

  it('are still listed in this page where there is no database', async () => {
    const { store, state, keep, names } = open();
    state.broken = state.full = true;
    await keep(run('one'));
    expect(names()).toEqual(['one']);
    expect(store.getState().problems.map(({ code }) => code)).toContain('RUN_NOT_KEPT');
  });

  it('are read one by one as they change, as another tab may have left them', async () => {
    const { store, state, kept, keep, rename, annotate } = open();
    await keep(run('one', 1));
    await keep(run('two', 2));
    const { lists } = state;
    kept.set('one', { ...run('one', 1), note: 'of the other tab' });
    await rename('one', 'first');
    await annotate('two', 'mine');
    expect(store.getState().list).toMatchObject([
      { id: 'two', note: 'mine' },
      { id: 'one', name: 'first', note: 'of the other tab' },
    ]);
    expect(kept.get('one')).toMatchObject({ name: 'first', note: 'of the other tab' });
    expect(state).toMatchObject({ lists, reads: 4 });
  });

  it('deleted can be brought back', async () => {
    const { store, keep, remove, bringBack, names, overlay } = open();
    await keep(run('one', 1));
    overlay('one', true);
    await remove('one');
    expect(names()).toEqual([]);
    expect(store.getState().overlaid.size).toBe(0);
    await bringBack();
    expect(names()).toEqual(['one']);
  });

  it('of a newer Unlabel are left alone and said to be there', async () => {
    const { store, kept, refresh, names } = open();
    kept.set('newer', { ...run('newer'), version: 99 });
    kept.set('one', run('one'));
    await refresh();
    expect(names()).toEqual(['one']);
    expect(store.getState().problems).toMatchObject([{ code: 'RUN_KEPT_UNREADABLE' }]);
    expect(kept.size).toBe(2);
  });

  it('drawn over the charts keep their places in the palette, and a free one is taken next', () => {
    const { store, overlay } = open();
    for (const id of ['a', 'b', 'c']) overlay(id, true);
    overlay('b', false);
    overlay('d', true);
    overlay('d', true);
    expect([...store.getState().overlaid]).toEqual([
      ['a', 0],
      ['c', 2],
      ['d', 1],
    ]);
  });
});

it('long curves count against the limit too, and the newest run stays', () => {
  const runs = [run('old', 1), run('newer', 2), run('newest', 3)];
  const most = { runs: 10, points: 10 };
  // two losses, two rates and one measurement each
  expect(superfluousRuns(runs, most).map(({ id }) => id)).toEqual(['old']);
  expect(superfluousRuns(runs, { runs: 10, points: 1 }).map(({ id }) => id)).toEqual(['newer', 'old']);
});
