/** The two runs of a pair: the drawing as it is, and with nodes bypassed. */
export const SIDES = ['with', 'without'] as const;
export type Side = (typeof SIDES)[number];
export type Both<T> = Readonly<Record<Side, T>>;

/** Something of each run of a pair. */
export function both<T>(of: (side: Side) => T): Both<T> {
  return { with: of('with'), without: of('without') };
}
