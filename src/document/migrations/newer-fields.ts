import type { JsonObject } from '../json-object.ts';

/** Throws where an old document has a newer version's field: what was refused then would begin to mean something. */
export function lacks(object: JsonObject, field: string, what: string, version: number): void {
  if (Object.hasOwn(object, field)) throw new Error(`${what} of version ${version} has no field “${field}”`);
}

/** The same names with other values. */
export function mapped(object: JsonObject, map: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}
