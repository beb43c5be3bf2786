import { findsBetter } from './changes.ts';
import { allLately } from './lately.ts';
import { RISING, type RunMeasurements } from './run-measurements.ts';

const LOW_RANK = 0.02;
const LOW_RANK_IF_LOST = 0.08;
/** Features that separate a few classes have few directions, and begin with few: lost is what was there. */
const LOST_OF_UNTRAINED = 0.5;
/** Ranks of very few dimensions say nothing. */
const SMALLEST_CAP = 8;

/** Few directions in use: the sentence that says so, or null. */
export function dimensionalCollapse(run: RunMeasurements): string | null {
  const cap = Math.min(run.rows, run.dimension);
  if (cap < SMALLEST_CAP) return null;
  const share = (rank: number): number => (rank - 1) / (cap - 1);
  const untrained = run.untrained?.rankMe;
  const lowByNature = untrained !== undefined && share(untrained) < LOW_RANK && findsBetter(run);
  const low = (rank: number): boolean => {
    if (untrained === undefined) return share(rank) < LOW_RANK;
    const rising = rank - 1 > RISING * (untrained - 1);
    const lost = rank - 1 < LOST_OF_UNTRAINED * (untrained - 1);
    return (
      (share(rank) < LOW_RANK && !rising && !(lowByNature && !lost)) ||
      (share(rank) < LOW_RANK_IF_LOST && lost)
    );
  };
  if (!allLately(run.embedding, 'rankMe', low)) return null;
  return `The embedding fills few of its dimensions: RankMe is small against the possible ${cap}.`;
}
