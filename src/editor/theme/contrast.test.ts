import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RUN_COLOURS } from '../lab/run-style.ts';
import { PORT_KINDS } from '../../spec/port.ts';

const [light = '', dark = ''] = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8').split(
  ":root[data-theme='dark']",
);
const colour = (theme: string, name: string): string => {
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(theme)?.[1];
  if (!found) throw new Error(`no colour --${name}`);
  return found;
};
const channels = (hex: string) =>
  [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
const luminance = (hex: string) => {
  const [r, g, b] = channels(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
/** WCAG 2.2, relative luminance and contrast ratio. */
const contrast = (a: string, b: string) => {
  const [less, more] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (more + 0.05) / (less + 0.05);
};

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, theme) => {
  it.each(Object.keys(PORT_KINDS))('shows wires and ports of kind %s clearly (3:1, WCAG 1.4.11)', (kind) => {
    for (const ground of ['canvas', 'raised']) {
      expect(contrast(colour(theme, `kind-${kind}`), colour(theme, ground)), ground).toBeGreaterThan(3);
    }
  });

  it('has text that can be read on every ground (4.5:1, WCAG 1.4.3)', () => {
    for (const text of ['text', 'text-2', 'text-3']) {
      for (const ground of ['raised', 'surface']) {
        const ratio = contrast(colour(theme, text), colour(theme, ground));
        expect(ratio, `${text} on ${ground}`).toBeGreaterThan(4.5);
      }
    }
    for (let run = 1; run <= RUN_COLOURS; run++) {
      expect(contrast(colour(theme, `run-${run}`), colour(theme, 'surface')), `run ${run}`).toBeGreaterThan(
        4.5,
      );
    }
    // shapes on wires stand on the canvas
    expect(contrast(colour(theme, 'text-2'), colour(theme, 'canvas'))).toBeGreaterThan(4.5);
  });
});
