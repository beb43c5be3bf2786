import { expect, it } from 'vitest';
import type { Action } from '../actions/action.ts';
import { ACTIONS } from '../actions/index.ts';
import { assignment, holderOf, resetConflict, whyNotChord } from './assign-chord.ts';

const action = (id: string, ...keys: string[]): Action => ({
  id,
  title: id,
  section: 'Edit',
  keys,
  run: () => undefined,
});
const undo = action('undo', 'Mod+Z');
const redo = action('redo', 'Mod+Shift+Z', 'Mod+Y');
const fit = action('fit', 'F');
const ALL = [undo, redo, fit];

it('names who holds a chord, by the person’s own keys', () => {
  expect(holderOf('Mod+Y', fit, ALL, {})).toBe(redo);
  expect(holderOf('F', fit, ALL, {})).toBeUndefined();
  expect(holderOf('Mod+Y', fit, ALL, { redo: ['Mod+Shift+Z'] })).toBeUndefined();
  expect(holderOf('F', undo, ALL, { fit: [], redo: ['F'] })).toBe(redo);
});

it('moves a chord from its holder, who keeps the others', () => {
  expect([...assignment('Mod+Y', fit, ALL, {})]).toEqual([
    ['redo', ['Mod+Shift+Z']],
    ['fit', ['Mod+Y']],
  ]);
  expect([...assignment('1', undo, ALL, {})]).toEqual([['undo', ['1']]]);
});

it('the usual chord is no change of its own', () => {
  expect([...assignment('F', fit, ALL, { fit: ['1'] })]).toEqual([['fit', null]]);
});

it('says what stands in the way of the usual chords', () => {
  expect(resetConflict(redo, ALL, { redo: [], fit: ['Mod+Y'] })).toEqual({ chord: 'Mod+Y', holder: fit });
  expect(resetConflict(redo, ALL, { redo: [] })).toBeNull();
});

it('leaves keys that are needed, and the browser’s, alone', () => {
  expect(whyNotChord('Tab')).toContain('cannot be a shortcut');
  expect(whyNotChord('Delete')).toContain('drawing');
  expect(whyNotChord('Mod+W')).toContain('browser');
  expect(whyNotChord('Mod+D')).toBeNull();
});

it('no usual chord is one that nobody can have', () => {
  const own = ACTIONS.filter(({ id }) => id !== 'edit.params').flatMap(({ keys = [] }) => keys);
  expect(own.filter((chord) => whyNotChord(chord) !== null)).toEqual([]);
});
