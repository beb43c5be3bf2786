import { expect, it } from 'vitest';
import { unsavedMark } from './unsaved-mark.ts';

it('each slot has a mark of its own', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  let slot = 'a';
  const mark = unsavedMark(storage, () => slot);
  mark.set({ text: 'drawing', preset: null });
  slot = 'b';
  expect(mark.read()).toBeNull();
  mark.set(true);
  mark.clear();
  slot = 'a';
  expect(mark.read()).toEqual({ text: 'drawing', preset: null });
});

it('a damaged mark still says that something was not saved; a forbidden storage says nothing', () => {
  const damaged = { getItem: () => '{"text": 1}', setItem: () => {}, removeItem: () => {} };
  expect(unsavedMark(damaged, () => 'a').read()).toBe(true);
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const mark = unsavedMark({ getItem: refuse, setItem: refuse, removeItem: refuse }, () => 'a');
  mark.set(true);
  mark.clear();
  expect(mark.read()).toBeNull();
});
