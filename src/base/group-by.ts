/** Items by key, both in the order in which they came. (`Map.groupBy` is younger than the Node that is asked for.) */
export function groupBy<K, T>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const k = key(item);
    const known = groups.get(k);
    if (known) known.push(item);
    else groups.set(k, [item]);
  }
  return groups;
}
