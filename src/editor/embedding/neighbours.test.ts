import { expect, it } from 'vitest';
import { randomStream } from '../../base/random-stream.ts';
import { neighbours } from './neighbours.ts';

it('finds the most similar images, as sorting all of them does', () => {
  const [rows, columns] = [60, 5];
  const raw = randomStream(1, 'neighbours').normals(0, rows * columns);
  const row = (i: number) => Array.from(raw.subarray(i * columns, (i + 1) * columns));
  const unit = Array.from({ length: rows }, (_, i) => row(i).map((x) => x / Math.hypot(...row(i))));
  const features = {
    shape: [rows, columns],
    dtype: 'float32',
    data: Float32Array.from(unit.flat()),
  } as const;
  const cosine = (i: number, j: number) => unit[i]!.reduce((sum, x, k) => sum + x * unit[j]![k]!, 0);
  for (const image of [0, 17, 59]) {
    const sorted = unit
      .map((_, other) => other)
      .filter((other) => other !== image)
      .sort((a, b) => cosine(image, b) - cosine(image, a));
    const found = neighbours(features, image, 6);
    expect(found.map((one) => one.image)).toEqual(sorted.slice(0, 6));
    found.forEach(({ image: other, similarity }) => expect(similarity).toBeCloseTo(cosine(image, other), 5));
  }
});

it('gives all there are where fewer are there', () => {
  const features = { shape: [3, 1], dtype: 'float32', data: Float32Array.of(1, 1, -1) } as const;
  expect(neighbours(features, 0, 8)).toEqual([
    { image: 1, similarity: 1 },
    { image: 2, similarity: -1 },
  ]);
});
