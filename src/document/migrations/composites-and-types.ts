import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { Migration } from './migration.ts';

/** Version 2 has drawings that stand for nodes, and presets that change a node's type: version 1 has neither. */
export const compositesAndTypes: Migration = {
  name: 'composites-and-types',
  from: 1,
  up: (document) => {
    lacks(document, 'composites', 'the document');
    const { presets } = document;
    if (!isJsonObject(presets)) return { ...document, composites: {} };
    return { ...document, composites: {}, presets: mapped(presets, withTypes) };
  },
};

function withTypes(preset: unknown): unknown {
  // what is no preset is the schema's to refuse
  if (!isJsonObject(preset)) return preset;
  lacks(preset, 'types', 'a preset');
  return { ...preset, types: {} };
}

/** Without this check a field that was refused in version 1 would begin to mean something. */
function lacks(object: JsonObject, field: string, what: string): void {
  if (Object.hasOwn(object, field)) throw new Error(`${what} of version 1 has no field “${field}”`);
}

function mapped(object: JsonObject, map: (value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}
