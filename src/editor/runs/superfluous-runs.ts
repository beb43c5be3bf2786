import type { KeptCurve } from '../../runtime/kept/curve.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';

/** So many runs that nobody pinned are kept, and so many points of their curves together: about 64 MB. */
export const MOST_RUNS = 100;
export const MOST_POINTS = 4_000_000;

function points({ loss, losses, learningRate, measured }: KeptRun): number {
  const of = (curves: readonly KeptCurve[]) => curves.reduce((sum, { values }) => sum + values.length, 0);
  const metrics = Object.values(measured).flatMap((probe) => Object.values(probe.metrics));
  return of([loss, learningRate, ...Object.values(losses), ...metrics]);
}

/** The runs beyond the limits: of those that are not pinned the oldest. The newest always stays. */
export function superfluousRuns(
  runs: readonly KeptRun[],
  { runs: mostRuns, points: mostPoints } = { runs: MOST_RUNS, points: MOST_POINTS },
): readonly KeptRun[] {
  const loose = runs.filter(({ pinned }) => !pinned).toSorted((a, b) => b.savedAt - a.savedAt);
  let sum = 0;
  return loose.filter((run, i) => {
    sum += points(run);
    return i > 0 && (i >= mostRuns || sum > mostPoints);
  });
}
