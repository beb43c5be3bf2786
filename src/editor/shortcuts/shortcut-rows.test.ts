import { expect, it } from 'vitest';
import { ACTIONS } from '../actions/index.ts';
import { shortcutGroups } from './shortcut-rows.ts';

const ids = (query: string, keymap = {}) =>
  shortcutGroups(ACTIONS, keymap, query).flatMap(({ actions }) => actions.map(({ id }) => id));

it('lists every action once, by section', () => {
  expect([...ids('')].sort()).toEqual(ACTIONS.map(({ id }) => id).sort());
  for (const { section, actions } of shortcutGroups(ACTIONS, {}, '')) {
    expect(actions.every((action) => action.section === section)).toBe(true);
  }
});

it('finds by title, section and the keys in force', () => {
  expect(ids('undo')).toEqual(['edit.undo']);
  expect(ids('help about')).toEqual(['help.about']);
  expect(ids('ctrl+z')).toContain('edit.undo');
  expect(ids('ctrl+z', { 'edit.undo': ['U'] })).not.toContain('edit.undo');
  expect(ids('nothing at all')).toEqual([]);
});
