import { describe, expect, it } from 'vitest';
import { chordOf, showChord } from './chord.ts';

const keys = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('chordOf', () => {
  it.each([
    ['z', { ctrlKey: true }, 'Mod+Z'],
    ['Z', { metaKey: true, shiftKey: true }, 'Mod+Shift+Z'],
    ['f', {}, 'F'],
    ['?', { shiftKey: true }, '?'],
    ['Escape', {}, 'Escape'],
    ['ArrowLeft', { shiftKey: true, altKey: true }, 'Alt+Shift+ArrowLeft'],
    [' ', {}, 'Space'],
    ['+', { ctrlKey: true }, 'Mod+Plus'],
    ['Shift', { shiftKey: true }, null],
  ])('%s %o: %s', (key, more, chord) => {
    expect(chordOf(keys(key, more))).toBe(chord);
  });
});

it('chords are shown as the machine writes them', () => {
  expect(showChord('Mod+Shift+Z', true)).toBe('⌘⇧Z');
  expect(showChord('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
  expect(showChord('Alt+ArrowUp', false)).toBe('Alt+↑');
  expect(showChord('Mod+Plus', false)).toBe('Ctrl++');
});
