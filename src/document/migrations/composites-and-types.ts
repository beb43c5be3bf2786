import { isJsonObject } from '../json-object.ts';
import type { Migration } from './migration.ts';
import { lacks, mapped } from './newer-fields.ts';

/** Version 2 has drawings that stand for nodes, and presets that change a node's type: version 1 has neither. */
export const compositesAndTypes: Migration = {
  name: 'composites-and-types',
  from: 1,
  up: (document) => {
    lacks(document, 'composites', 'the document', 1);
    const { presets } = document;
    if (!isJsonObject(presets)) return { ...document, composites: {} };
    return { ...document, composites: {}, presets: mapped(presets, withTypes) };
  },
};

function withTypes(preset: unknown): unknown {
  // what is no preset is the schema's to refuse
  if (!isJsonObject(preset)) return preset;
  lacks(preset, 'types', 'a preset', 1);
  return { ...preset, types: {} };
}
