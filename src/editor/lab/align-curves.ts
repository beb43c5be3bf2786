import type { Points } from './decimate.ts';

/** Columns of a chart: the steps of all curves, then for each curve its values there, null where it has none. */
export type Columns = [x: number[], ...curves: (number | null)[][]];

/** Lays curves over one common axis, as charts want them. */
export function alignCurves(curves: readonly Points[]): Columns {
  const at = curves.map(() => 0);
  const steps: number[] = [];
  const values: (number | null)[][] = curves.map(() => []);
  for (;;) {
    let next = Infinity;
    for (const [c, { x }] of curves.entries()) next = Math.min(next, x[at[c]!] ?? Infinity);
    if (next === Infinity) return [steps, ...values];
    steps.push(next);
    for (const [c, { x, y }] of curves.entries()) {
      const here = x[at[c]!] === next;
      values[c]!.push(here ? y[at[c]!]! : null);
      if (here) at[c]! += 1;
    }
  }
}
