import { describe, expect, it } from 'vitest';
import { shortcutOf } from './shortcuts.ts';

const keys = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('shortcutOf', () => {
  it.each([
    ['z', { ctrlKey: true }, 'undo'],
    ['Z', { metaKey: true, shiftKey: true }, 'redo'],
    ['y', { ctrlKey: true }, 'redo'],
    ['s', { metaKey: true }, 'save'],
    ['o', { ctrlKey: true }, 'open'],
    ['a', { ctrlKey: true }, 'selectAll'],
    ['g', { ctrlKey: true }, 'pack'],
    ['G', { ctrlKey: true, shiftKey: true }, 'unpack'],
    ['g', {}, null],
    ['f', {}, 'fit'],
    ['Escape', {}, 'deselect'],
    ['z', {}, null],
    ['z', { ctrlKey: true, altKey: true }, null],
  ])('%s %o: %s', (key, more, expected) => {
    expect(shortcutOf(keys(key, more), false)).toBe(expected);
  });

  it('leaves a text field its own keys', () => {
    expect(shortcutOf(keys('z', { ctrlKey: true }), true)).toBeNull();
    expect(shortcutOf(keys('g', { ctrlKey: true }), true)).toBeNull();
    expect(shortcutOf(keys('f'), true)).toBeNull();
    expect(shortcutOf(keys('s', { ctrlKey: true }), true)).toBe('save');
  });
});
