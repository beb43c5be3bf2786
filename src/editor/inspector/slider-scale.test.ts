import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParamField } from '../../spec/param.ts';
import { sliderScale } from './slider-scale.ts';

const field = (more: Partial<ParamField>): ParamField => ({
  name: 'x',
  label: 'X',
  help: '',
  type: 'number',
  initial: 1,
  ...more,
});

describe('sliderScale', () => {
  it('goes evenly through decades on a logarithmic scale', () => {
    const scale = sliderScale(field({ range: [1e-4, 1], scale: 'log' }))!;
    expect(scale.toPosition(1e-2)).toBeCloseTo((scale.minimum + scale.maximum) / 2, 10);
    expect(scale.toValue(-2)).toBe(0.01);
  });

  it('gives whole numbers for integers and stays inside its range', () => {
    const scale = sliderScale(field({ type: 'integer', minimum: 2, maximum: 9 }))!;
    expect(scale.toValue(3.4)).toBe(3);
    expect(scale.toPosition(100)).toBe(9);
  });

  it('has no slider for an open range', () => {
    expect(sliderScale(field({ minimum: 0 }))).toBeNull();
  });

  it('comes back to the value within a slider’s step', () => {
    const scale = sliderScale(field({ range: [0.01, 10], scale: 'log' }))!;
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 10, noNaN: true }), (value) => {
        expect(scale.toValue(scale.toPosition(value)) / value).toBeCloseTo(1, 2);
      }),
    );
  });
});
