/** The k most similar of all that were offered: a binary heap with the least similar on top. */
export interface Nearest {
  /** How many are held, at most k. */
  readonly size: number;
  /** The first `size` entries are held, in no particular order. */
  readonly indices: Int32Array;
  readonly similarities: Float64Array;
  offer(index: number, similarity: number): void;
  clear(): void;
}

export function nearest(k: number): Nearest {
  const indices = new Int32Array(k);
  const similarities = new Float64Array(k);
  let size = 0;

  const put = (slot: number, index: number, similarity: number): void => {
    indices[slot] = index;
    similarities[slot] = similarity;
  };

  /** Appends at the bottom and lets it rise. */
  const push = (index: number, similarity: number): void => {
    let slot = size++;
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      if (similarities[parent]! <= similarity) break;
      put(slot, indices[parent]!, similarities[parent]!);
      slot = parent;
    }
    put(slot, index, similarity);
  };

  /** Replaces the top and lets it sink. */
  const replace = (index: number, similarity: number): void => {
    let slot = 0;
    for (;;) {
      let child = 2 * slot + 1;
      if (child >= size) break;
      if (child + 1 < size && similarities[child + 1]! < similarities[child]!) child++;
      if (similarities[child]! >= similarity) break;
      put(slot, indices[child]!, similarities[child]!);
      slot = child;
    }
    put(slot, index, similarity);
  };

  return {
    get size() {
      return size;
    },
    indices,
    similarities,
    offer: (index, similarity) => {
      if (size < k) push(index, similarity);
      else if (similarity > similarities[0]!) replace(index, similarity);
    },
    clear: () => {
      size = 0;
    },
  };
}
