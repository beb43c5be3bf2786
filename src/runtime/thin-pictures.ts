import type { TimedPicture } from './run-state.ts';

/** Pictures kept of a run, at most: each holds a few thousand numbers. */
const MOST = 32;

/**
 * The pictures with one more. Where they become too many, the one goes between whose neighbours the fewest steps lie, so that those
 * that stay are spread over the run, the first and the newest always among them.
 */
export function withPicture(
  pictures: readonly TimedPicture[],
  picture: TimedPicture,
  most = MOST,
): readonly TimedPicture[] {
  const all = [...pictures.filter(({ step }) => step < picture.step), picture];
  if (all.length <= most) return all;
  const gap = (i: number): number => all[i + 1]!.step - all[i - 1]!.step;
  let least = 1;
  for (let i = 2; i < all.length - 1; i++) if (gap(i) < gap(least)) least = i;
  return all.toSpliced(least, 1);
}
