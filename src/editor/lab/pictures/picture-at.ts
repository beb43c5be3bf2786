import type { TimedPicture } from '../../../runtime/run-state.ts';

/** The picture that was the newest at `step`, or the first one; the newest of all where no step is asked for. */
export function pictureAt(pictures: readonly TimedPicture[], step: number | null): TimedPicture {
  const newest = pictures.at(-1)!;
  if (step === null) return newest;
  return pictures.findLast((picture) => picture.step <= step) ?? pictures[0]!;
}
