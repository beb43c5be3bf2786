import { expect, test } from 'vitest';
import { barPath } from './bar-path.ts';
import { highlightCss } from './highlight.ts';
import { summaryLines } from './summary-lines.ts';

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
