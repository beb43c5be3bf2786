import { seriesOf, type Series } from '../../runtime/series.ts';
import { alignCurves } from './align-curves.ts';
import type { Curve } from './chart-list.ts';
import { pointsOf } from './decimate.ts';

/** Curves of one thing trained from several seeds. */
export interface Spread {
  /** At each step at which one of them has a finite value, over those that have. */
  readonly mean: Series;
  readonly band: NonNullable<Curve['band']>;
}

/**
 * The mean of the seeds and how far they reach. The band goes from the least to the greatest: of the few seeds that are trained,
 * all that was seen, with no distribution taken for granted.
 */
export function seedSpread(seeds: readonly { readonly label: string; readonly series: Series }[]): Spread {
  const [steps, ...values] = alignCurves(seeds.map(({ series }) => pointsOf(series)));
  const rows = steps.flatMap((step, i) => {
    const here = values.map((column) => column[i]).filter((value) => Number.isFinite(value)) as number[];
    if (here.length === 0) return [];
    const mean = here.reduce((sum, value) => sum + value, 0) / here.length;
    return [{ step, mean, low: Math.min(...here), high: Math.max(...here) }];
  });
  const curve = (of: 'mean' | 'low' | 'high') =>
    seriesOf(
      Float64Array.from(rows, ({ step }) => step),
      Float64Array.from(rows, (row) => row[of]),
    );
  return { mean: curve('mean'), band: { low: curve('low'), high: curve('high'), seeds } };
}

/** What the line and the ground around it are, for a legend. */
export function spreadNote(seeds: number): string {
  return `line: mean of ${seeds} seeds; band: least to greatest`;
}
