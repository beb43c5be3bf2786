/** Steps over which a loss is averaged to say where a run has come to. */
const LAST = 10;

/** The mean of a run's last losses; null where there is none. */
export function lateLoss(losses: ArrayLike<number>): number | null {
  const count = Math.min(LAST, losses.length);
  if (count === 0) return null;
  let sum = 0;
  for (let i = losses.length - count; i < losses.length; i++) sum += losses[i]!;
  return sum / count;
}
