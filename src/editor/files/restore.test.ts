import { expect, test } from 'vitest';
import { emptyDocument } from '../../document/empty.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { DrawingStorage, StoredDrawing } from './drawing-storage.ts';
import { restore } from './restore.ts';

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
