import type { TimedPicture } from '../../../runtime/run-state.ts';

/** A spectrum as a line on a picture. */
export interface SpectrumLine {
  readonly step: number;
  /** Points of an SVG `polyline`. */
  readonly points: string;
  readonly of: 'untrained' | 'other' | 'shown';
  /** How late it is, from 0 for the oldest to 1 for the newest. */
  readonly age: number;
}

export interface SpectrumScale {
  readonly lines: readonly SpectrumLine[];
  /** Powers of ten that the picture reaches over. */
  readonly decades: readonly { readonly power: number; readonly y: number }[];
  /** Number of singular values. */
  readonly ranks: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** What lies deeper below the largest value is rounding error of float32. */
const DEEPEST = 7;

/**
 * Singular values by rank on a logarithmic axis, a line for each picture, in a room of this size. The one that is looked at
 * comes last, over all others.
 */
export function spectrumLines(
  pictures: readonly TimedPicture[],
  { width, height }: Room,
  shown: TimedPicture,
): SpectrumScale {
  const all = pictures.flatMap(({ spectrum }) => [...spectrum]);
  const largest = Math.max(...all.filter((value) => value > 0), Number.MIN_VALUE);
  const top = Math.ceil(Math.log10(largest));
  const least = Math.min(...all.filter((value) => value > 0), largest);
  const bottom = Math.min(top - 1, Math.max(Math.floor(Math.log10(least)), top - DEEPEST));
  const ranks = Math.max(1, ...pictures.map(({ spectrum }) => spectrum.length));
  const x = (rank: number) => (ranks === 1 ? width / 2 : (rank / (ranks - 1)) * width);
  const y = (power: number) => ((top - Math.max(power, bottom)) / (top - bottom)) * height;
  const last = pictures.length - 1;
  const lineOf = (picture: TimedPicture, i: number): SpectrumLine => ({
    step: picture.step,
    of: picture === shown ? 'shown' : picture.step === 0 ? 'untrained' : 'other',
    age: last === 0 ? 1 : i / last,
    points: Array.from(
      picture.spectrum,
      (value, rank) => `${x(rank).toFixed(1)},${y(value > 0 ? Math.log10(value) : -Infinity).toFixed(1)}`,
    ).join(' '),
  });
  return {
    ranks,
    decades: Array.from({ length: top - bottom + 1 }, (_, i) => ({ power: top - i, y: y(top - i) })),
    lines: pictures.map(lineOf).toSorted((a, b) => Number(a.of === 'shown') - Number(b.of === 'shown')),
  };
}
