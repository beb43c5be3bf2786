import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freePlace } from './free-place.ts';

const place = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 600 }) });

describe('freePlace', () => {
  it('takes the place wanted where it is free', () => {
    expect(freePlace([{ x: 500, y: 0 }], { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
  });
  it('covers no other card', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), place, (taken, wanted) => {
        const { x, y } = freePlace(taken, wanted);
        expect(taken.every((other) => Math.abs(other.x - x) >= 210 || Math.abs(other.y - y) >= 180)).toBe(
          true,
        );
      }),
    );
  });
});
