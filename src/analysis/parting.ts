/** Steps over which losses are averaged before they are compared: single batches differ more than methods do. */
const WINDOW = 10;
/** Standard errors that count as apart. */
const APART = 4;
/** Steps that curves must stay apart for, to the end: a last mean or two stands out by chance. */
const LASTING = 30;

export interface Parting {
  /** The first step whose losses are not the same number: from the same seed everything is, until the wiring tells. */
  readonly differ: number | null;
  /** The first step from which on the mean difference of ten steps stays beyond its own noise on one side, for 30 steps or more. */
  readonly apart: number | null;
}

/**
 * Where the losses of two paired runs part, step by step from the first (index 0 is step 1). Runs of unequal length are
 * compared for as long as both last.
 */
export function parting(first: readonly number[], second: readonly number[]): Parting {
  const differences = first.slice(0, second.length).map((loss, i) => loss - second[i]!);
  const at = differences.findIndex((difference) => difference !== 0);
  if (at < 0) return { differ: null, apart: null };
  const from = apartFrom(differences);
  // a mean that begins with equal losses may be apart already
  return { differ: at + 1, apart: from && Math.max(from, at + 1) };
}

function apartFrom(differences: readonly number[]): number | null {
  let from: number | null = null;
  let side = 0;
  for (let start = differences.length - WINDOW; start >= 0; start--) {
    const now = sideOf(differences.slice(start, start + WINDOW));
    if (now === 0 || (side !== 0 && now !== side)) break;
    [from, side] = [start + 1, now];
  }
  return from !== null && from - 1 + LASTING <= differences.length ? from : null;
}

/** 1 or −1 where the mean is beyond its noise, else 0. */
function sideOf(window: readonly number[]): number {
  const mean = window.reduce((sum, x) => sum + x, 0) / window.length;
  // of neighbours, so that a trend does not count as noise
  const steps = window.slice(1).map((x, i) => (x - window[i]!) ** 2 / 2);
  const variance = steps.reduce((sum, x) => sum + x, 0) / steps.length;
  return Math.abs(mean) > APART * Math.sqrt(variance / window.length) ? Math.sign(mean) : 0;
}
