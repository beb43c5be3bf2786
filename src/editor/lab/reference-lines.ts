import type { Chart } from './chart-list.ts';

/** A dashed horizontal line that curves are read against. */
export interface ReferenceLine {
  readonly value: number;
  readonly label: string;
  /** Index of the curve whose colour it takes; null for the colour of text. */
  readonly curve: number | null;
}

/** The untrained encoder's values, the healthy one and the most there can be. */
export function referenceLines({ curves, healthy, most }: Chart): readonly ReferenceLine[] {
  const several = curves.filter(({ untrained }) => untrained !== null).length > 1;
  const lines: ReferenceLine[] = curves.flatMap(({ label, untrained }, curve) =>
    untrained === null
      ? []
      : [{ value: untrained, label: several ? `untrained, ${label}` : 'untrained', curve }],
  );
  if (healthy !== null) lines.push({ value: healthy, label: 'healthy', curve: null });
  lines.push(...most.map(({ value, label }) => ({ value, label, curve: null })));
  return lines;
}

type Bounds = [least: number | null, greatest: number | null];

/** What curves reach, widened to the span that the chart asks for. */
export function spanning([least, greatest]: Readonly<Bounds>, { span }: Pick<Chart, 'span'>): Bounds {
  if (!span) return [least, greatest];
  return [Math.min(least ?? span[0], span[0]), Math.max(greatest ?? span[1], span[1])];
}

/**
 * The value axis' range: everything drawn with a little air, and never so narrow that noise fills it.
 *
 * @param least, greatest of the curves; null while there are none
 */
export function valueRange(
  least: number | null,
  greatest: number | null,
  lines: readonly ReferenceLine[],
): [number, number] {
  const known = [least, greatest, ...lines.map(({ value }) => value)].filter(
    (value): value is number => value !== null && Number.isFinite(value),
  );
  if (known.length === 0) return [0, 1];
  const low = Math.min(...known);
  const high = Math.max(...known);
  const air = Math.max((high - low) * 0.1, Math.abs(high) * 0.02, 1e-9);
  return [low >= 0 ? Math.max(0, low - air) : low - air, high <= 0 ? Math.min(0, high + air) : high + air];
}

/** The range of a logarithmic axis, where all that is drawn is above 0: a tenth of the ratio as air. */
export function logRange(
  least: number | null,
  greatest: number | null,
  lines: readonly ReferenceLine[],
): [number, number] {
  const known = [least, greatest, ...lines.map(({ value }) => value)].filter(
    (value): value is number => value !== null && value > 0 && Number.isFinite(value),
  );
  if (known.length === 0) return [0.1, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const air = Math.max((high / low) ** 0.1, 1.05);
  return [low / air, high * air];
}
