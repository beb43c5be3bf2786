import { expect, it } from 'vitest';
import { embeddingPicture } from './embedding-picture.ts';
import { measureBatch } from './measure-batch.ts';
import { readBatch } from './read-batch.ts';
import type { BatchValue } from './batch-value.ts';

const value = (rows: number[][], views: number): BatchValue => ({
  port: 'embedding',
  kind: 'embedding',
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]!.length,
  views,
});

it('has the cosines of first views with second views, and the singular values', () => {
  const picture = embeddingPicture([
    value(
      [
        [2, 0],
        [0, 3],
        [1, 0],
        [1, 1],
      ],
      2,
    ),
  ])!;
  expect(picture.side).toBe(2);
  [1, Math.SQRT1_2, 0, Math.SQRT1_2].forEach((cosine, i) =>
    expect(picture.similarity[i]).toBeCloseTo(cosine, 6),
  );
  // of [[6, 1], [1, 10]]: 8 ± √5
  [8 + Math.sqrt(5), 8 - Math.sqrt(5)].forEach((square, i) =>
    expect(picture.spectrum[i]).toBeCloseTo(Math.sqrt(square), 5),
  );
});

it('compares one view with itself, shows at most 48 images, and has nothing to show of NaN', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [Math.cos(i), Math.sin(i)]);
  const picture = embeddingPicture([value(rows, 1)])!;
  expect(picture.side).toBe(48);
  for (let i = 0; i < 48; i++) expect(picture.similarity[49 * i]).toBeCloseTo(1, 6);
  expect(picture.similarity[1]).toBeCloseTo(Math.cos(1), 5);
  expect(embeddingPicture([value([[1, NaN]], 1)])).toBeNull();
});

it('is read along with the metrics, of which it is the spectrum that RankMe is of', () => {
  const batch = [
    value(
      [
        [3, 1],
        [0, 2],
        [1, 1],
        [2, 5],
      ],
      2,
    ),
  ];
  const { metrics, picture } = readBatch('embedding', batch);
  expect(metrics).toEqual(measureBatch('embedding', batch));
  expect(picture).toEqual(embeddingPicture(batch));
});
