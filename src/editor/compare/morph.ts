import type { Comparison, Place } from './comparison.ts';

/** A node on the way from one drawing to the other. */
export interface MorphedNode extends Place {
  readonly id: string;
  /** From 0 to 1. */
  readonly opacity: number;
}

export interface Morphed {
  /** Whose cards and wires are shown. */
  readonly side: 'before' | 'after';
  readonly nodes: readonly MorphedNode[];
}

/**
 * The drawing at time t from 0, the first, to 1, the second. Nodes with a counterpart move from their place to its; the others
 * of the first drawing fade out until half-time, those of the second fade in from then on.
 */
export function morph({ before, after, matched }: Comparison, t: number): Morphed {
  const eased = t * t * (3 - 2 * t);
  const between = (a: Place, b: Place): Place => ({
    x: a.x + (b.x - a.x) * eased,
    y: a.y + (b.y - a.y) * eased,
  });
  const first = t < 0.5;
  const partner = first ? matched : new Map([...matched].map(([from, to]) => [to, from]));
  const [own, other] = first ? [before.places, after.places] : [after.places, before.places];
  const nodes = [...own].map(([id, place]): MorphedNode => {
    const there = other.get(partner.get(id) ?? '');
    if (!there) return { id, ...place, opacity: Math.abs(1 - 2 * t) };
    return { id, ...(first ? between(place, there) : between(there, place)), opacity: 1 };
  });
  return { side: first ? 'before' : 'after', nodes };
}
