import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, distribute, type Box } from './align.ts';

const boxes = new Map<string, Box>([
  ['a', { x: 0, y: 0, width: 100, height: 40 }],
  ['b', { x: 50, y: 100, width: 200, height: 60 }],
  ['c', { x: 400, y: 30, width: 100, height: 100 }],
]);

describe('align', () => {
  it.each([
    ['left', { a: 0, b: 0, c: 0 }],
    ['right', { a: 400, b: 300, c: 400 }],
    ['centre', { a: 200, b: 150, c: 200 }],
  ] as const)('%s', (edge, expected) => {
    const placed = align(boxes, edge);
    expect(Object.fromEntries(Object.entries(placed).map(([id, { x }]) => [id, x]))).toEqual(expected);
    expect(placed['b']?.y).toBe(100);
  });

  it.each([
    ['top', { a: 0, b: 0, c: 0 }],
    ['bottom', { a: 120, b: 100, c: 60 }],
    ['middle', { a: 60, b: 50, c: 30 }],
  ] as const)('%s', (edge, expected) => {
    const placed = align(boxes, edge);
    expect(Object.fromEntries(Object.entries(placed).map(([id, { y }]) => [id, y]))).toEqual(expected);
    expect(placed['b']?.x).toBe(50);
  });
});

describe('distribute', () => {
  it('leaves equal gaps and the outermost where they are', () => {
    expect(distribute(boxes, 'horizontal')).toEqual({
      a: { x: 0, y: 0 },
      b: { x: 150, y: 100 },
      c: { x: 400, y: 30 },
    });
    expect(distribute(new Map([...boxes].slice(0, 2)), 'vertical')).toEqual({});
  });

  it('leaves gaps that differ by rounding alone', () => {
    const span = fc.record({
      x: fc.integer({ min: -1000, max: 1000 }),
      y: fc.integer({ min: -1000, max: 1000 }),
      width: fc.constantFrom(184, 120),
      height: fc.integer({ min: 40, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(span, { minLength: 3, maxLength: 12 }), (list) => {
        const map = new Map(list.map((box, i) => [`n${i}`, box]));
        const placed = Object.entries(distribute(map, 'vertical')).map(([id, { y }]) => ({
          y,
          end: y + map.get(id)!.height,
        }));
        const gaps = placed.slice(1).map(({ y }, i) => y - placed[i]!.end);
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(2);
      }),
    );
  });
});
