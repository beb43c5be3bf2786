import { describe, expect, it } from 'vitest';
import { shortWireLabel, wireLabel } from './wire-label.ts';

const wire = (kind: string, shape: number[], views = 1) => ({ edge: 'a.x->b.y', kind, shape, views });

describe('wireLabel', () => {
  it('shows views apart from the batch', () => {
    expect(wireLabel(wire('embedding', [256, 64], 2))).toBe('2×128 · 64');
    expect(wireLabel(wire('images', [128, 32, 32, 3]))).toBe('128 · 32×32×3');
  });
  it('names scalars and leaves out weights and the unknown', () => {
    expect(wireLabel(wire('loss', []))).toBe('scalar');
    expect(wireLabel(wire('labels', [128]))).toBe('128');
    expect(wireLabel(wire('weights', []))).toBeNull();
    expect(wireLabel(undefined)).toBeNull();
  });
});

describe('shortWireLabel', () => {
  it('says the same without spaces, with the axes of images below the batch', () => {
    expect(shortWireLabel(wire('embedding', [256, 64], 2))).toBe('2·128·64');
    expect(shortWireLabel(wire('images', [128, 32, 32, 3]))).toBe('128\n32·32·3');
    expect(shortWireLabel(wire('loss', []))).toBe('scalar');
    expect(shortWireLabel(wire('weights', []))).toBeNull();
  });
});
