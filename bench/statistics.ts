/** A sample in three numbers. On a shared machine the upper quartile tells how often others were in the way. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly count: number;
}

/** Quantiles by linear interpolation between order statistics; NaN where there is nothing. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (share: number): number => {
    const at = share * (sorted.length - 1);
    const below = sorted[Math.floor(at)];
    const above = sorted[Math.ceil(at)];
    return below === undefined || above === undefined ? NaN : below + (above - below) * (at - Math.floor(at));
  };
  return {
    median: quantile(0.5),
    lowerQuartile: quantile(0.25),
    upperQuartile: quantile(0.75),
    count: sorted.length,
  };
}

/** `12.3 (11.9–12.8)`: median and quartiles. */
export function formatSpread({ median, lowerQuartile, upperQuartile, count }: Spread): string {
  if (count === 0) return '–';
  return count === 1
    ? formatFigure(median)
    : `${formatFigure(median)} (${formatFigure(lowerQuartile)}–${formatFigure(upperQuartile)})`;
}

/** Three significant digits, whole numbers from 100 on. */
export function formatFigure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
