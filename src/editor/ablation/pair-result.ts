import { lateLoss } from '../../analysis/late-loss.ts';
import { parting, type Parting } from '../../analysis/parting.ts';
import { verdict, type VerdictKind } from '../../analysis/verdict.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { measurementsOf } from '../../runtime/measurements-of.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { seriesValues } from '../../runtime/series.ts';
import { both, type Both } from './sides.ts';

/** What came of a pair that has ended. */
export interface PairResult extends Parting {
  readonly seed: number;
  readonly verdicts: Both<VerdictKind>;
  /** Mean of the last ten losses; null where there is none. */
  readonly losses: Both<number | null>;
  /** How they ended. */
  readonly runs: Both<RunState>;
}

/** What came of a pair of runs. */
export function pairResult(compilations: Both<Compilation>, seed: number, runs: Both<RunState>): PairResult {
  return {
    seed,
    runs,
    verdicts: both((side) => verdict(measurementsOf(runs[side], compilations[side].program!)).kind),
    losses: both((side) => lateLoss(seriesValues(runs[side].loss))),
    ...parting([...seriesValues(runs.with.loss)], [...seriesValues(runs.without.loss)]),
  };
}
