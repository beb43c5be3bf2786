import { expect, test } from 'vitest';
import { randomStream } from '../../src/base/random-stream.ts';
import { finish } from './finish.ts';
import { knn, type KnnOptions } from './knn.ts';
import { syntheticMatrix } from './synthetic-matrix.ts';

const onLine = (...xs: number[]) => ({
  data: Float32Array.from(xs.flatMap((x) => [Math.cos(x), Math.sin(x)])),
  rows: xs.length,
  columns: 2,
});

test('one near neighbour outvotes two distant ones only at a low temperature', () => {
  const bank = onLine(0.1, 1, 1.1);
  const labels = Int32Array.of(1, 0, 0);
  const predict = (temperature: number) => [
    ...finish(knn(onLine(0), bank, labels, { k: 3, temperature, classes: 2 })),
  ];
  expect(predict(0.1)).toEqual([1]);
  expect(predict(10)).toEqual([0]);
  expect(predict(1e-4)).toEqual([1]);
});

test('a bank smaller than k votes as a whole', () => {
  expect([
    ...finish(knn(onLine(0), onLine(3), Int32Array.of(2), { k: 20, temperature: 0.1, classes: 3 })),
  ]).toEqual([2]);
});

test('agrees with sorting all similarities, across the edges of tiles', () => {
  const dimensions = 100;
  const bank = syntheticMatrix(2701, dimensions);
  const queries = syntheticMatrix(37, dimensions);
  const classes = 7;
  const labels = Int32Array.from(randomStream(1, 'labels').uniforms(0, bank.rows), (u) =>
    Math.floor(u * classes),
  );
  const options: KnnOptions = { k: 25, temperature: 0.1, classes };
  const row = (data: Float32Array, i: number) => data.subarray(i * dimensions, (i + 1) * dimensions);
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);
  const cosine = (a: Float32Array, b: Float32Array) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  const expected = Array.from({ length: queries.rows }, (_, i) => {
    const all = Array.from(labels, (label, j) => ({
      label,
      similarity: cosine(row(queries.data, i), row(bank.data, j)),
    }));
    const votes = new Array<number>(classes).fill(0);
    for (const { label, similarity } of all.sort((a, b) => b.similarity - a.similarity).slice(0, options.k)) {
      votes[label]! += Math.exp(similarity / options.temperature);
    }
    return votes.indexOf(Math.max(...votes));
  });
  expect([...finish(knn(queries, bank, labels, options))]).toEqual(expected);
});
