import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random-stream.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import { finish } from './finish.ts';
import { linearReadout } from './linear-readout.ts';

const ROWS = 500;
const TRAIN = Int32Array.from({ length: 400 }, (_, i) => i);
const HELD_OUT = Int32Array.from({ length: 100 }, (_, i) => 400 + i);

const classes = (count: number, stream: string) =>
  Int32Array.from(randomStream(1, stream).uniforms(0, ROWS), (u) => Math.floor(u * count));
const names = (count: number) => Array.from({ length: count }, (_, k) => String(k));
const COLOUR = { names: names(4), values: classes(4, 'colour') };
const SHAPE = { names: names(5), values: classes(5, 'shape') };

/** `visible` in one column each for colour's classes, noise in three more. */
function features(scale: number, noise: number) {
  const columns = 7;
  const random = randomStream(3, 'noise').normals(0, ROWS * columns);
  const data = Float32Array.from(random, (x, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return 2 + scale * (Number(COLOUR.values[row] === column) + noise * x);
  });
  return { data, rows: ROWS, columns };
}

const read = (matrix: ReturnType<typeof features>, labels = { colour: COLOUR, shape: SHAPE }) =>
  Object.fromEntries(
    finish(linearReadout(matrix, { labels, train: TRAIN, heldOut: HELD_OUT })).map(
      ({ label, ...readout }) => [label, readout],
    ),
  );

describe('linearReadout', () => {
  it.each([1, 1e-4])('reads what stands in the features at scale %s, and nothing else', (scale) => {
    const { colour, shape } = read(features(scale, 0.1));
    expect(colour!.accuracy).toBe(1);
    expect(shape!.accuracy).toBeLessThan(shape!.chance + 0.12);
    expect(shape!.accuracy).toBeGreaterThan(0.08);
  });

  it('reads worse where noise covers it', () => {
    const { colour } = read(features(1, 1));
    expect(colour!.accuracy).toBeGreaterThan(0.4);
    expect(colour!.accuracy).toBeLessThan(0.9);
  });

  it('reads nothing off a constant: every label is at chance', () => {
    const constant = { data: new Float32Array(ROWS * 7).fill(0.3), rows: ROWS, columns: 7 };
    for (const { accuracy, chance } of Object.values(read(constant))) expect(accuracy).toBe(chance);
  });

  it('says what the most frequent class would reach', () => {
    const counts = names(4).map((_, k) => TRAIN.filter((image) => COLOUR.values[image] === k).length);
    const usual = counts.indexOf(Math.max(...counts));
    const share = HELD_OUT.filter((image) => COLOUR.values[image] === usual).length / HELD_OUT.length;
    expect(read(features(1, 1)).colour!.chance).toBeCloseTo(share, 12);
  });

  it('leaves out labels that a few images are not enough for', () => {
    const concept = { names: names(250), values: classes(250, 'concept') };
    expect(Object.keys(read(features(1, 1), { colour: COLOUR, shape: SHAPE, ...{ concept } }))).toEqual([
      'colour',
      'shape',
    ]);
  });
});

it('solves a system by its Cholesky factor', () => {
  const a = Float64Array.from([4, 2, 0.6, 2, 5, 1, 0.6, 1, 3]);
  const x = solveCholesky(finish(cholesky(Float64Array.from(a), 3)), 3, Float64Array.from([1, -2, 0.5]));
  const back = [0, 1, 2].map((i) => [0, 1, 2].reduce((sum, j) => sum + a[3 * i + j]! * x[j]!, 0));
  [1, -2, 0.5].forEach((b, i) => expect(back[i]).toBeCloseTo(b, 12));
  expect(() => finish(cholesky(Float64Array.from([1, 2, 2, 1]), 2))).toThrow('positive definite');
});
