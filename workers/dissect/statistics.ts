import type { HostTensor, Summary } from '../protocol.ts';

/** What numbers are like, in float64: of those that are finite, and how many are not. */
export function statistics({
  data,
}: HostTensor): Pick<Summary, 'min' | 'mean' | 'max' | 'std' | 'norm' | 'zeros' | 'notFinite'> {
  let [count, zeros, sum, squares] = [0, 0, 0, 0];
  let [min, max] = [Infinity, -Infinity];
  for (const x of data) {
    if (!Number.isFinite(x)) continue;
    count += 1;
    if (x === 0) zeros += 1;
    sum += x;
    squares += x * x;
    if (x < min) min = x;
    if (x > max) max = x;
  }
  const shares = { zeros: zeros / data.length, notFinite: 1 - count / data.length };
  if (count === 0) return { min: NaN, mean: NaN, max: NaN, std: NaN, norm: NaN, ...shares };
  const mean = sum / count;
  // about the mean, in a pass of its own: the difference of two large sums would lose what is small
  let deviations = 0;
  for (const x of data) if (Number.isFinite(x)) deviations += (x - mean) ** 2;
  return { min, mean, max, std: Math.sqrt(deviations / count), norm: Math.sqrt(squares), ...shares };
}
