import type { TimedPicture } from '../../../runtime/run-state.ts';

/** The mean cosine of the two views of an image, and of views of different images; NaN where there is no pair. */
export function meanCosines({ side, similarity }: Pick<TimedPicture, 'side' | 'similarity'>): {
  readonly same: number;
  readonly other: number;
} {
  let [on, all] = [0, 0];
  for (const [at, value] of similarity.entries()) {
    all += value;
    if (Math.floor(at / side) === at % side) on += value;
  }
  return { same: on / side, other: (all - on) / (side * (side - 1)) };
}
