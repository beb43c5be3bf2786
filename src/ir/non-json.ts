/**
 * Path of the first thing in `value` that would not survive a round trip through JSON (a function, `undefined`, NaN, an
 * instance of a class, …); null if all of it would. The value must hold no cycles.
 */
export function findNonJson(value: unknown, path = 'the program'): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : path;
  if (typeof value !== 'object') return path;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return path;
  for (const [key, item] of Object.entries(value)) {
    const found = findNonJson(item, `${path}.${key}`);
    if (found) return found;
  }
  return null;
}
