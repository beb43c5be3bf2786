/**
 * Path of the first thing in `value` that would not survive a round trip through JSON (a function, `undefined`, NaN, an
 * instance of a class, …); null if all of it would. The value must hold no cycles.
 */
export function findNonJson(value: unknown): string | null {
  const path = findPath(value);
  return path && ['the program', ...path.reverse()].join('.');
}

/** Nearly all of a program: looked at without a call each. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' || Number.isFinite(value);
}

/** The path's keys, innermost first: it is put together on the way back, which nearly no value takes. */
function findPath(value: unknown): string[] | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : [];
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (isPlain(value[i])) continue;
      const found = findPath(value[i]);
      if (found) return [...found, String(i)];
    }
    return null;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return [];
  // no class: `for in` meets own fields alone, and unlike `Object.keys` makes no list of them
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (isPlain(item)) continue;
    const found = findPath(item);
    if (found) return [...found, key];
  }
  return null;
}
