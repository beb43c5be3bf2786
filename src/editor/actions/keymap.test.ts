import { expect, it, vi } from 'vitest';
import { ACTIONS } from './index.ts';
import { createKeymapStore } from './keymap-store.ts';
import { actionOf, keysOf } from './keymap.ts';

const meaning = (chord: string, editingText = false, keymap = {}) =>
  actionOf(chord, editingText, ACTIONS, keymap)?.id;

it('no two actions share an id or a chord', () => {
  const ids = ACTIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const chords = ACTIONS.flatMap(({ keys = [] }) => keys);
  expect(new Set(chords).size).toBe(chords.length);
});

it.each([
  ['Mod+Z', 'edit.undo'],
  ['Mod+Shift+Z', 'edit.redo'],
  ['Mod+Y', 'edit.redo'],
  ['Mod+S', 'file.save'],
  ['Mod+O', 'file.open'],
  ['Mod+A', 'edit.selectAll'],
  ['Mod+G', 'arrange.pack'],
  ['Mod+Shift+G', 'arrange.unpack'],
  ['J', undefined],
  ['F', 'view.fit'],
  ['Escape', 'edit.deselect'],
  ['Z', undefined],
  ['Mod+Alt+Z', undefined],
])('%s: %s', (chord, id) => {
  expect(meaning(chord)).toBe(id);
});

it('leaves a text field its own keys', () => {
  expect(['Mod+Z', 'Mod+G', 'F', 'Mod+S'].map((chord) => meaning(chord, true))).toEqual([
    undefined,
    undefined,
    undefined,
    'file.save',
  ]);
});

it('a person’s own chords take the place of the usual ones', () => {
  const keymap = { 'view.fit': ['1'], 'edit.undo': [] };
  expect(meaning('F', false, keymap)).toBeUndefined();
  expect(meaning('1', false, keymap)).toBe('view.fit');
  expect(meaning('Mod+Z', false, keymap)).toBeUndefined();
});

it('they are remembered, and given back', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  createKeymapStore(storage).getState().assign('view.fit', ['1']);
  const again = createKeymapStore(storage);
  expect(again.getState().keymap).toEqual({ 'view.fit': ['1'] });
  again.getState().assign('view.fit', null);
  expect(
    keysOf(
      ACTIONS.find(({ id }) => id === 'view.fit')!,
      again.getState().keymap,
    ),
  ).toEqual(['F']);
});

it('a storage that is damaged or forbidden leaves the usual ones', () => {
  const damaged = { getItem: () => '{"view.fit": 1}', setItem: vi.fn() };
  expect(createKeymapStore(damaged).getState().keymap).toEqual({});
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const store = createKeymapStore({ getItem: refuse, setItem: refuse });
  store.getState().assign('view.fit', ['1']);
  expect(store.getState().keymap).toEqual({ 'view.fit': ['1'] });
});
