import type { Wire } from '../../ir/program.ts';

/** The parts of a wire's shape: how many views where there are several, the batch of each, and the rest of the shape. */
export interface WireShape {
  readonly views: number | null;
  readonly batch: string;
  readonly rest: string | null;
}

/** Null for weights and for shapes that are not known. */
export function wireShape(wire: Wire | undefined): WireShape | null {
  if (!wire || wire.kind === 'weights') return null;
  const [rows, ...rest] = wire.shape;
  if (rows === undefined) return { views: null, batch: 'scalar', rest: null };
  return {
    views: wire.views > 1 ? wire.views : null,
    batch: String(rows / wire.views),
    rest: rest.length === 0 ? null : rest.join('×'),
  };
}

/**
 * A wire's shape as people say it: `2×128 · 64` for two views of 128 images with 64 numbers each, `scalar` for a loss.
 * Null for weights and for shapes that are not known.
 */
export function wireLabel(wire: Wire | undefined): string | null {
  const shape = wireShape(wire);
  if (!shape) return null;
  const { views, batch, rest } = shape;
  return `${views === null ? '' : `${views}×`}${batch}${rest === null ? '' : ` · ${rest}`}`;
}

/**
 * The same without spaces, for a canvas seen from further away: `2·128·64`. What has more axes than that would not fit
 * between two cards: it goes on in a second line.
 */
export function shortWireLabel(wire: Wire | undefined): string | null {
  const shape = wireShape(wire);
  if (!shape) return null;
  const { views, batch, rest } = shape;
  const batches = views === null ? batch : `${views}·${batch}`;
  if (rest === null) return batches;
  return `${batches}${rest.includes('×') ? '\n' : '·'}${rest.replaceAll('×', '·')}`;
}
