import { expect, test } from 'vitest';
import { barPath } from './bar-path.ts';
import { heatPixels, heatScale, parseHex } from './heat-pixels.ts';
import { highlightCss } from './highlight.ts';
import { summaryLines } from './summary-lines.ts';

const COLOURS = {
  zero: [255, 255, 255],
  positive: [0, 0, 200],
  negative: [200, 0, 0],
  missing: [1, 2, 3],
} as const;

test('a heat map tells signs apart, and what is not finite from 0', () => {
  const values = [0, 2, -2, 1, NaN, Infinity];
  const scale = heatScale(values);
  expect(scale).toBe(2);
  const pixels = heatPixels(values, scale, COLOURS);
  const colour = (i: number) => [...pixels.subarray(4 * i, 4 * i + 4)];
  expect([0, 1, 2, 4, 5].map(colour)).toEqual([
    [255, 255, 255, 255],
    [0, 0, 200, 255],
    [200, 0, 0, 255],
    [1, 2, 3, 255],
    [1, 2, 3, 255],
  ]);
  expect(colour(3)).toEqual([128, 128, 228, 255]);
});

test('a matrix of zeros has the colour of 0', () => {
  expect([...heatPixels([0], heatScale([0]), COLOURS)]).toEqual([255, 255, 255, 255]);
  expect(parseHex('#3d4fc4')).toEqual([0x3d, 0x4f, 0xc4]);
});

test('bars stand on 0, and the largest reaches the edge', () => {
  expect(barPath([1, -2, 0, NaN], 2)).toBe('M0 0V-0.5h1V0zM1 0V1h1V0z');
  expect(barPath([0, 0], 0)).toBe('');
});

test('statistics warn of what is not finite', () => {
  const summary = {
    shape: [4],
    dtype: 'float32',
    min: -1,
    mean: 0.25,
    max: 2,
    std: 1,
    norm: 3,
    zeros: 0.5,
    notFinite: 0.25,
    preview: { kind: 'bars', values: Float32Array.of(0) },
  } as const;
  expect(summaryLines(summary)).toEqual([
    { text: '0.250 ± 1.000 · ‖x‖ 3.000' },
    { text: '−1.000 … 2.000 · zeros 50.0 %' },
    { text: 'not finite 25.0 %', bad: true },
  ]);
  expect(summaryLines({ ...summary, dtype: 'int32', min: 0, notFinite: 0 })).toEqual([{ text: '0 … 2' }]);
});

test('nodes and wires are lit by their ids, and gradient goes against the wires', () => {
  const css = highlightCss({ nodes: ['encoder'], edges: ['a.b->c.d'], back: true });
  expect(css).toContain('.react-flow__node:is([data-id="encoder"]){');
  expect(css).toContain('.react-flow__edge:is([data-id="a.b->c.d"]) .wire{opacity:1');
  expect(css).toContain('infinite reverse');
  expect(highlightCss({ nodes: [], edges: [], back: false })).not.toContain('reverse');
});
