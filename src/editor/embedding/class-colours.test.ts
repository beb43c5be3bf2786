import { expect, it } from 'vitest';
import { classColours } from './class-colours.ts';

const letters = (count: number) =>
  Array.from({ length: count }, (_, k) => `class ${String.fromCharCode(97 + k)}`);

it.each(['light', 'dark'] as const)('gives every class a colour of its own in the %s theme', (theme) => {
  for (const names of [letters(2), letters(8), letters(26), ['0', '1', '2', '3'], ['0°', '36°', '72°']]) {
    expect(new Set(classColours(names, theme)).size).toBe(names.length);
  }
});

it('makes a ramp of numbers: each is lighter than the one before', () => {
  const lightness = classColours(['1', '2', '3', '4', '5'], 'light').map((colour) =>
    Number(/oklch\(([\d.]+)/.exec(colour)![1]),
  );
  expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
});
