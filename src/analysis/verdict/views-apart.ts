import { retrievalChanges } from './changes.ts';
import { lately } from './lately.ts';
import { digits } from './numbers.ts';
import { BETTER, type Metrics, type RunMeasurements } from './run-measurements.ts';

/** Closer than this share of the untrained distance is closer: methods that compare views get below it within 50 steps. */
const CLOSER = 0.95;

/**
 * How far apart two views of one image lie, against two images: the alignment of Wang and Isola (2020, equation 5, α = 2) over
 * twice the variance of the unit vectors, which is the mean squared distance of two of them where all dimensions vary alike.
 * 0: views coincide; 1: a view says nothing of the image. Undefined where the embedding has one view, or no spread.
 */
function distanceOfViews({ alignment, stdTimesRootD }: Metrics): number | undefined {
  if (alignment === undefined || !stdTimesRootD) return undefined;
  return alignment / (2 * stdTimesRootD ** 2);
}

/** The distance of views lately and before training, where both are known. */
export function viewDistances({ embedding, untrained }: RunMeasurements) {
  const before = distanceOfViews(untrained ?? {});
  const now = lately(embedding).map(distanceOfViews);
  return before === undefined || now.length === 0 || now.includes(undefined)
    ? null
    : { before, now: now as readonly number[] };
}

/**
 * Views of one image that were not brought closer, and are not found among others either: the sentence that says so, or null. A
 * loss that spreads embeddings without ever comparing views falls, and no measure of collapse sees anything wrong.
 */
export function viewsApart(run: RunMeasurements): string | null {
  const distances = viewDistances(run);
  if (!distances) return null;
  const { before, now } = distances;
  const closer = now.some((distance) => distance < CLOSER * before);
  const found = retrievalChanges(run).find(({ id }) => id === 'twin');
  if (closer || (found && found.change > BETTER)) return null;
  return `Training has not brought the views of an image closer to each other: their squared distance is ${digits(now.at(-1)!)} of that of different images, untrained ${digits(before)}.`;
}
