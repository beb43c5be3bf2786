import { lateLoss } from '../../analysis/late-loss.ts';
import { parting } from '../../analysis/parting.ts';
import { verdict } from '../../analysis/verdict.ts';
import { measurementsOf } from '../../runtime/measurements-of.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { seriesValues } from '../../runtime/series.ts';
import type { Ablation, Both, PairResult } from './ablation-store.ts';
import { both } from './both.ts';

/** What came of a pair of runs. */
export function pairResult({ compilations, seed }: Ablation, runs: Both<RunState>): PairResult {
  return {
    seed,
    runs,
    verdicts: both((side) => verdict(measurementsOf(runs[side], compilations[side].program!)).kind),
    losses: both((side) => lateLoss(seriesValues(runs[side].loss))),
    ...parting([...seriesValues(runs.with.loss)], [...seriesValues(runs.without.loss)]),
  };
}
