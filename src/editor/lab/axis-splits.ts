/** Round numbers from `low` to `high`: 1, 2 or 5 times a power of ten apart, about `count` of them. */
export function linearSplits(low: number, high: number, count: number): number[] {
  const rough = (high - low) / Math.max(1, count);
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999)!;
  const splits: number[] = [];
  // counted in whole steps: sums of 0.1 drift
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    splits.push(Number((i * step).toPrecision(12)));
  }
  return splits;
}

/** Powers of ten between two numbers above 0, with 2 and 5 times them where that gives few; linear ones where it gives none. */
export function logSplits(low: number, high: number, count: number): number[] {
  const factors = Math.log10(high / low) > 3 ? [1] : [1, 2, 5];
  const splits: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const factor of factors) {
      const split = Number((factor * 10 ** power).toPrecision(12));
      if (split >= low && split <= high) splits.push(split);
    }
  }
  return splits.length > 1 ? splits : linearSplits(low, high, count);
}
