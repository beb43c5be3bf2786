import { randomStream } from '../../src/base/random-stream.ts';
import { centredColumns, gramOf } from './centred-columns.ts';
import type { RowMatrix } from './row-matrix.ts';

export interface PrincipalMap {
  /** rows × 2: coordinates on the first and second principal axis, in the unit of the features. */
  readonly points: Float32Array;
  /** Share of all variance along either axis, in [0, 1]; 0 where nothing varies. */
  readonly explained: readonly [number, number];
}

/** Vectors iterated at once: more than are wanted, so that near equals beyond the second do not hold them up. */
const BLOCK = 10;
const ROUNDS = 60;
/** Of float32: a spread that is a smaller part of the mean is none. */
const ROUNDING = 1e-7;

/**
 * Where the rows lie in the plane of their two largest variances (Pearson 1901), by subspace iteration on the covariance in
 * float64. Of either sign of an axis the one is taken whose largest weight is positive. Yields every few milliseconds.
 */
export function* principalMap(features: RowMatrix): Generator<void, PrincipalMap> {
  const { rows, columns } = features;
  const { centred, means } = centredColumns(features);
  yield;
  const gram = yield* gramOf(
    centred,
    Array.from({ length: rows }, (_, row) => row),
  );
  const total = Array.from({ length: columns }, (_, j) => gram[j * columns + j]!).reduce((a, b) => a + b, 0);
  const points = new Float32Array(rows * 2);
  if (!(total > ROUNDING ** 2 * rows * dot(means, means))) return { points, explained: [0, 0] };
  const axes = yield* largestAxes(gram, columns);
  for (let i = 0; i < rows; i++) {
    const row = centred.data.subarray(i * columns, (i + 1) * columns);
    axes.forEach(({ axis }, k) => (points[2 * i + k] = dot(row, axis)));
  }
  const share = (k: number) => Math.min(1, Math.max(0, (axes[k]?.variance ?? 0) / total));
  return { points, explained: [share(0), share(1)] };
}

interface Axis {
  readonly axis: Float64Array;
  readonly variance: number;
}

/** The two eigenvectors of the largest eigenvalues; one where there is one column. */
function* largestAxes(matrix: Float64Array, n: number): Generator<void, Axis[]> {
  const stream = randomStream(1, 'principal-map');
  const block = Array.from({ length: Math.min(BLOCK, n) }, (_, k) =>
    Float64Array.from(stream.uniforms(k, n), (u) => u - 0.5),
  );
  orthonormalize(block);
  for (let round = 0; round < ROUNDS; round++) {
    for (const vector of block) vector.set(times(matrix, vector, n));
    orthonormalize(block);
    yield;
  }
  // within the block the axes are mixed: the small problem between them is solved outright
  const images = block.map((vector) => times(matrix, vector, n));
  const { values, vectors } = jacobi(block.map((a) => images.map((b) => dot(a, b))));
  return values
    .map((variance, k) => ({ variance, axis: facing(combination(block, vectors[k]!)) }))
    .sort((a, b) => b.variance - a.variance)
    .slice(0, 2);
}

function times(matrix: Float64Array, vector: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => dot(matrix.subarray(i * n, (i + 1) * n), vector));
}

function dot(a: Float64Array | Float32Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Gram and Schmidt, twice over for the digits that the first pass loses; what depends on those before becomes zero. */
function orthonormalize(block: readonly Float64Array[]): void {
  block.forEach((vector, k) => {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of block.slice(0, k)) {
        const along = dot(vector, other);
        for (let i = 0; i < vector.length; i++) vector[i]! -= along * other[i]!;
      }
    }
    const length = Math.sqrt(dot(vector, vector));
    const scale = length > 1e-12 * before ? 1 / length : 0;
    for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  });
}

function combination(block: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const out = new Float64Array(block[0]!.length);
  block.forEach((vector, k) => {
    for (let i = 0; i < out.length; i++) out[i]! += weights[k]! * vector[i]!;
  });
  return out;
}

function facing(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
  return largest < 0 ? axis.map((x) => -x) : axis;
}

/** Eigenvalues and eigenvectors of a small symmetric matrix, by rotations (Jacobi 1846). */
function jacobi(matrix: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  const vectors = a.map((_, i) => a.map((__, j) => Number(i === j)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * x - s * y;
          a[k]![q] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * x - s * y;
          a[q]![k] = s * x + c * y;
          const [v, w] = [vectors[p]![k]!, vectors[q]![k]!];
          vectors[p]![k] = c * v - s * w;
          vectors[q]![k] = s * v + c * w;
        }
      }
    }
  }
  return { values: a.map((row, i) => row[i]!), vectors };
}
