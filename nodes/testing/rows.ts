/** Numbers without pattern, the same for the same seed: `count` rows of `size`. */
export function rows(seed: number, count = 5, size = 4): number[][] {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: size }, (_, j) => Math.sin(seed * 7 + i * 3 + j * j + i * j)),
  );
}

/** The rows of V×B×K or B×K numbers that lie flat. */
export function rowsOf(data: readonly number[], size: number): number[][] {
  return Array.from({ length: data.length / size }, (_, i) => data.slice(i * size, (i + 1) * size));
}

export const unit = (row: readonly number[]): number[] => row.map((x) => x / Math.hypot(...row));
export const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((x, i) => x * b[i]!));
export const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;
export const column = (matrix: readonly (readonly number[])[], j: number): number[] =>
  matrix.map((row) => row[j]!);

/** log Σ exp, as it stands in the books: for numbers that do not overflow. */
export const logSumExp = (values: readonly number[]): number => Math.log(sum(values.map(Math.exp)));
export const softmax = (row: readonly number[], temperature = 1): number[] =>
  row.map((x) => Math.exp(x / temperature - logSumExp(row.map((y) => y / temperature))));
