import type { Both, Side } from './ablation-store.ts';

/** Something of each run of a pair. */
export function both<T>(of: (side: Side) => T): Both<T> {
  return { with: of('with'), without: of('without') };
}
