import { describe, expect, it } from 'vitest';
import { holdOutConcepts } from './hold-out.ts';

/** Concepts with two drawings each, of one byte; equal bytes are equal drawings. */
const concepts = (bytes: readonly (readonly [number, number])[]) =>
  bytes.map((pair) => pair.map((byte) => Uint8Array.of(byte)));

describe('holdOutConcepts', () => {
  it('takes the middle of every five', () => {
    const flags = holdOutConcepts(
      concepts(Array.from({ length: 20 }, (_, i) => [2 * i, 2 * i + 1] as const)),
    );
    expect([...flags.keys()].filter((i) => flags[i])).toEqual([2, 7, 12, 17]);
  });

  it('keeps concepts that share a drawing in training', () => {
    const pairs = Array.from({ length: 10 }, (_, i) => [2 * i, 2 * i + 1] as [number, number]);
    pairs[2] = [4, 5];
    pairs[7] = [4, 15];
    const flags = holdOutConcepts(concepts(pairs));
    expect(flags.filter(Boolean).length).toBe(2);
    expect(flags[2]).toBe(false);
    expect(flags[7]).toBe(false);
  });
});
