/** A curve with a name: values by step, in rising order of step. */
export interface NamedCurve {
  readonly name: string;
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export interface Difference {
  readonly name: string;
  readonly step: number;
  /** |a − b| / max(|a|, |b|); infinite where one of the two is not a finite number and the other is another. */
  readonly relative: number;
}

export interface CurveComparison {
  /** Values that both have, of all curves. */
  readonly compared: number;
  /** The last step at which both have a value; 0 where there is none. */
  readonly until: number;
  /** The earliest difference and the largest; null where every value is the same in every bit. */
  readonly first: Difference | null;
  readonly largest: Difference | null;
}

/** Compares curves of the same name at the steps that both have. */
export function compareCurves(ones: readonly NamedCurve[], others: readonly NamedCurve[]): CurveComparison {
  let [compared, until] = [0, 0];
  let first: Difference | null = null;
  let largest: Difference | null = null;
  for (const one of ones) {
    const other = others.find(({ name }) => name === one.name);
    if (!other) continue;
    for (let i = 0, k = 0; i < one.steps.length && k < other.steps.length;) {
      const [step, its] = [one.steps[i]!, other.steps[k]!];
      if (step === its) {
        compared += 1;
        until = Math.max(until, step);
        const [a, b] = [one.values[i]!, other.values[k]!];
        if (!Object.is(a, b)) {
          const found = { name: one.name, step, relative: relativeDifference(a, b) };
          if (!first || step < first.step) first = found;
          if (!largest || found.relative > largest.relative) largest = found;
        }
      }
      if (step <= its) i += 1;
      if (its <= step) k += 1;
    }
  }
  return { compared, until, first, largest };
}

function relativeDifference(a: number, b: number): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Infinity;
  const size = Math.max(Math.abs(a), Math.abs(b));
  // 0 and −0
  return size === 0 ? 0 : Math.abs(a - b) / size;
}
