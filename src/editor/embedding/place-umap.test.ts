import { expect, it } from 'vitest';
import { randomStream } from '../../base/random-stream.ts';
import { placeUmap } from './place-umap.ts';

const ROWS = 120;
const COLUMNS = 8;

/** Three clusters of unit vectors, row i in cluster i mod 3. */
function clusters(): Float32Array {
  const noise = randomStream(1, 'clusters').normals(0, ROWS * COLUMNS);
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const row = Array.from(
      { length: COLUMNS },
      (__, j) => Number(j === i % 3) + 0.08 * noise[i * COLUMNS + j]!,
    );
    const length = Math.hypot(...row);
    return row.map((x) => x / length);
  });
  return Float32Array.from(rows.flat());
}

function place(): { placed: Float32Array; shares: number[] } {
  const work = placeUmap(clusters(), ROWS);
  const shares: number[] = [];
  for (;;) {
    const { done, value } = work.next();
    if (done) return { placed: value, shares };
    shares.push(value);
  }
}

it('keeps clusters together, tells how far it is, and repeats itself', () => {
  const { placed, shares } = place();
  const nearest = (i: number): number => {
    const distance = (j: number) =>
      Math.hypot(placed[2 * i]! - placed[2 * j]!, placed[2 * i + 1]! - placed[2 * j + 1]!);
    const others = Array.from({ length: ROWS }, (_, j) => j).filter((j) => j !== i);
    return others.reduce((best, j) => (distance(j) < distance(best) ? j : best));
  };
  const kept = Array.from({ length: ROWS }, (_, i) => i).filter((i) => nearest(i) % 3 === i % 3);
  expect(kept.length).toBeGreaterThan(0.95 * ROWS);
  expect(placed.reduce((sum, x) => sum + x, 0) / ROWS).toBeCloseTo(0, 3);
  expect(shares.at(-1)).toBe(1);
  expect(place().placed).toEqual(placed);
});
