import { findsBetter } from './changes.ts';
import { allLately } from './lately.ts';
import { RISING, type RunMeasurements } from './run-measurements.ts';

const FLAT_STD = 0.12;
const FLAT_STD_OF_UNTRAINED = 0.3;
const SHRUNK_OF_UNTRAINED = 0.05;
const SHRUNK_STD = 1e-4;
const KEPT_OF_UNTRAINED = 0.5;

/** Whether a raw std is still of the untrained one's size. */
const keptOf =
  (untrained: number | undefined) =>
  (value: number): boolean =>
    untrained !== undefined && value >= KEPT_OF_UNTRAINED * untrained;

/** All images in one direction or at one point: the sentence that says so, or null. */
export function completeCollapse(run: RunMeasurements): string | null {
  const std = run.untrained?.stdTimesRootD;
  // some layers are flat by nature, such as features behind a ReLU: no harm while neighbours get better
  const flatByNature = std !== undefined && std < FLAT_STD && findsBetter(run);
  // a loss of standardised features lets all of them wander off together: directions get alike while points stay apart
  const shifted = findsBetter(run) && allLately(run.embedding, 'rawStd', keptOf(run.untrained?.rawStd));
  const flat = (value: number): boolean =>
    (value < FLAT_STD && !flatByNature && !(std !== undefined && value > RISING * std)) ||
    (std !== undefined && value < FLAT_STD_OF_UNTRAINED * std && !(shifted && value >= FLAT_STD));
  if (allLately(run.embedding, 'stdTimesRootD', flat)) {
    return 'All images are mapped to nearly the same direction: std·√d is near 0.';
  }
  // a loss that ignores lengths may let them shrink: no harm while neighbours get better
  if (findsBetter(run)) return null;
  const raw = run.untrained?.rawStd;
  const shrunk = (value: number): boolean =>
    value < (raw === undefined ? SHRUNK_STD : SHRUNK_OF_UNTRAINED * raw);
  if (!allLately(run.embedding, 'rawStd', shrunk)) return null;
  return 'The embedding has shrunk to nearly one point: its raw std is near 0, even if std·√d looks healthy.';
}
