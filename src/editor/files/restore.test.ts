import { expect, test } from 'vitest';
import { emptyDocument } from '../../document/empty.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { DrawingStorage, StoredDrawing } from './drawing-storage.ts';
import { restore } from './restore.ts';
import { NO_MARK, type Unsaved } from './unsaved-mark.ts';

function storageWith(
  stored: StoredDrawing | undefined,
): DrawingStorage & { readonly aside: StoredDrawing[] } {
  const aside: StoredDrawing[] = [];
  return {
    aside,
    load: () => Promise.resolve(stored),
    save: () => Promise.reject(new Error('nothing is to be saved')),
    setAside: (drawing) => {
      aside.push(drawing);
      return Promise.resolve();
    },
  };
}

test('the drawing of the last visit comes back; a preset it does not have is forgotten', async () => {
  const storage = storageWith({ text: serializeDocument(emptyDocument()), preset: 'gone' });
  expect(await restore(storage)).toEqual({
    content: { document: emptyDocument(), preset: null },
    problems: [],
  });
  expect(storage.aside).toEqual([]);
});

test('one that cannot be read is set aside and handed on, not lost', async () => {
  const newer = { text: JSON.stringify({ ...emptyDocument(), version: 99 }), preset: null };
  const storage = storageWith(newer);
  const { content, problems, unreadable } = await restore(storage);
  expect(content).toBeNull();
  expect(problems.map(({ code }) => code)).toEqual(['DOC_NEWER']);
  expect(unreadable).toBe(newer.text);
  expect(storage.aside).toEqual([newer]);
});

test('a first visit is not a problem, a storage that fails is one', async () => {
  expect(await restore(storageWith(undefined))).toEqual({ content: null, problems: [] });
  const broken = { ...storageWith(undefined), load: () => Promise.reject(new Error('forbidden')) };
  expect((await restore(broken)).problems.map(({ code }) => code)).toEqual(['DOC_STORAGE_FAILED']);
});

const titled = (title: string): StoredDrawing => ({
  text: serializeDocument({ ...emptyDocument(), meta: { ...emptyDocument().meta, title } }),
  preset: null,
});
const marked = (unsaved: Unsaved) => ({ ...NO_MARK, read: () => unsaved });

test('what was rescued when the page was left comes back, whatever is stored', async () => {
  const { content, unsaved, problems } = await restore(
    storageWith(titled('stored')),
    marked(titled('newer')),
  );
  expect([content?.document.meta.title, unsaved, problems]).toEqual(['newer', true, []]);
  const same = await restore(storageWith(titled('stored')), marked(titled('stored')));
  expect([same.content?.document.meta.title, same.unsaved]).toEqual(['stored', undefined]);
  const broken = { ...storageWith(undefined), load: () => Promise.reject(new Error('forbidden')) };
  expect((await restore(broken, marked(titled('newer')))).content?.document.meta.title).toBe('newer');
});

test('edits that a crash took are said to be missing, and the drawing saved before them comes back', async () => {
  for (const unsaved of [true, { text: 'damaged', preset: null }] as const) {
    const { content, problems } = await restore(storageWith(titled('stored')), marked(unsaved));
    expect(content?.document.meta.title).toBe('stored');
    expect(problems.map(({ code }) => code)).toEqual(['DOC_EDITS_UNSAVED']);
  }
});
