import { describe, expect, it } from 'vitest';
import { curvePath, scheduleCurve, thinned } from './curve.ts';

describe('scheduleCurve', () => {
  it('begins and ends where the schedule does', () => {
    const curve = scheduleCurve({ kind: 'cosine', steps: 400, start: 0.9, end: 1 }, 400, 32);
    expect(curve).toHaveLength(32);
    expect(curve[0]).toBeCloseTo(0.9);
    expect(curve.at(-1)).toBe(1);
    // a cosine is flat at its ends: before the middle it is below the straight line
    expect(curve[8]!).toBeLessThan(0.9 + 0.1 * (8 / 31));
  });

  it('has no more points than steps, and two at least', () => {
    const warmup = { kind: 'linear', steps: 3, start: 0, end: 1 } as const;
    expect(scheduleCurve(warmup, 3, 32)).toEqual([0, 0.5, 1]);
    expect(scheduleCurve(warmup, 1, 32)).toHaveLength(2);
  });
});

describe('thinned', () => {
  it('keeps the ends', () => {
    expect(thinned([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
    expect(thinned([5], 3)).toEqual([5]);
  });
});

describe('curvePath', () => {
  it('puts the greatest value at the top and the least at the bottom', () => {
    expect(curvePath([0, 1, 0.5], 10, 4)).toBe('M0.0 4.0L5.0 0.0L10.0 2.0');
  });
  it('lays a constant in the middle', () => {
    expect(curvePath([3, 3], 10, 4)).toBe('M0.0 2.0L10.0 2.0');
  });
  it('leaves a gap where a loss was no number, and draws nothing from one value', () => {
    expect(curvePath([0, Number.NaN, 1, 0], 9, 2)).toBe('M0.0 2.0M6.0 0.0L9.0 2.0');
    expect(curvePath([1, Number.NaN], 9, 2)).toBe('');
  });
});
