import { describe, expect, it } from 'vitest';
import { smallDocument } from '../store/small-document.ts';
import { AUTOMATIC_LIMIT, type Snapshot, type SnapshotKind, type SnapshotStorage } from './snapshot.ts';
import { createSnapshotsStore } from './snapshots-store.ts';

function memory(): SnapshotStorage & { readonly kept: Map<string, Snapshot>; full: boolean } {
  const kept = new Map<string, Snapshot>();
  const storage = {
    kept,
    full: false,
    list: () => Promise.resolve([...kept.values()]),
    put: (snapshot: Snapshot) => {
      if (storage.full) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
      kept.set(snapshot.id, snapshot);
      return Promise.resolve();
    },
    remove: (id: string) => {
      kept.delete(id);
      return Promise.resolve();
    },
  };
  return storage;
}

function open() {
  const storage = memory();
  let time = 0;
  const store = createSnapshotsStore(storage, () => ++time);
  const keep = (kind: SnapshotKind, title: string, name?: string) =>
    store.getState().keep(kind, { document: smallDocument(title), preset: 'browser' }, name);
  const names = () => store.getState().list?.map(({ snapshot }) => snapshot.name);
  return { storage, store, keep, names };
}

describe('snapshots', () => {
  it('are listed with their documents, the newest first', async () => {
    const { store, keep } = open();
    await keep('named', 'One', ' before the experiment ');
    await keep('opened', 'Two');
    const list = store.getState().list ?? [];
    expect(list.map(({ snapshot }) => [snapshot.kind, snapshot.name])).toEqual([
      ['opened', 'Two'],
      ['named', 'before the experiment'],
    ]);
    expect(list[1]?.document).toEqual(smallDocument('One'));
    expect(list[1]?.snapshot.preset).toBe('browser');
  });

  it('that nobody asked for are bounded, and drop none that a person named or that is a tab’s only copy', async () => {
    const { storage, keep } = open();
    await keep('named', 'Named', 'mine');
    await keep('copy', 'Copy');
    for (let i = 0; i < AUTOMATIC_LIMIT + 7; i++) await keep(i % 2 ? 'time' : 'opened', `Drawing ${i}`);
    const kept = [...storage.kept.values()].map(({ name }) => name);
    expect(kept).toHaveLength(AUTOMATIC_LIMIT + 2);
    expect(kept).toEqual(expect.arrayContaining(['mine', 'Copy', `Drawing ${AUTOMATIC_LIMIT + 6}`]));
    expect(kept).not.toContain('Drawing 6');
  });

  it('are not kept twice in a row by themselves, but as often as a person asks', async () => {
    const { storage, keep } = open();
    await keep('time', 'Same');
    await keep('opened', 'Same');
    expect(storage.kept.size).toBe(1);
    await keep('named', 'Same', 'a');
    await keep('named', 'Same', 'b');
    expect(storage.kept.size).toBe(3);
  });

  it('are written before anything is waited for, and taken back where they turn out to be needless', async () => {
    const { storage, store, names } = open();
    let say: (needless: boolean) => void = () => undefined;
    const needless = new Promise<boolean>((resolve) => (say = resolve));
    const content = { document: smallDocument('A template'), preset: null };
    const keeping = store.getState().keep('opened', content, undefined, needless);
    expect([...storage.kept.values()].map(({ name }) => name)).toEqual(['A template']);
    say(true);
    expect(await keeping).toBe(true);
    expect(storage.kept.size).toBe(0);
    expect(names()).toEqual([]);
    await store.getState().keep('opened', content, undefined, Promise.resolve(false));
    expect(names()).toEqual(['A template']);
  });

  it('two of one drawing in the same millisecond leave one', async () => {
    const storage = memory();
    const store = createSnapshotsStore(storage, () => 1);
    const content = { document: smallDocument('Same'), preset: null };
    await Promise.all([store.getState().keep('time', content), store.getState().keep('opened', content)]);
    expect(storage.kept.size).toBe(1);
  });

  it('renamed becomes a person’s own; an empty name changes nothing', async () => {
    const { store, keep, names } = open();
    await keep('time', 'One');
    const { id } = store.getState().list![0]!.snapshot;
    await store.getState().rename(id, '  ');
    expect(names()).toEqual(['One']);
    await store.getState().rename(id, 'works');
    expect(store.getState().list![0]!.snapshot).toMatchObject({ name: 'works', kind: 'named' });
  });

  it('deleted can be brought back', async () => {
    const { store, keep, names } = open();
    await keep('named', 'One', 'one');
    await keep('named', 'Two', 'two');
    await store.getState().remove(store.getState().list![1]!.snapshot.id);
    expect(names()).toEqual(['two']);
    await store.getState().bringBack();
    expect(names()).toEqual(['two', 'one']);
    expect(store.getState().removed).toBeNull();
  });

  it('a full storage is said, and what is there stays', async () => {
    const { storage, store, keep, names } = open();
    await keep('named', 'One', 'one');
    storage.full = true;
    expect(await keep('named', 'Two', 'two')).toBe(false);
    expect(store.getState().problem?.code).toBe('DOC_STORAGE_FULL');
    expect(names()).toEqual(['one']);
    storage.full = false;
    expect(await keep('named', 'Two', 'two')).toBe(true);
    expect(store.getState().problem).toBeNull();
  });

  it('one that cannot be read is listed without a document', async () => {
    const { storage, store } = open();
    storage.kept.set('x', { id: 'x', kind: 'named', name: 'x', savedAt: 1, text: '{', preset: null });
    await store.getState().refresh();
    expect(store.getState().list).toMatchObject([{ document: null, snapshot: { text: '{' } }]);
  });
});
