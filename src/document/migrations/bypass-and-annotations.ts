import { isJsonObject } from '../json-object.ts';
import type { Migration } from './migration.ts';
import { lacks } from './newer-fields.ts';

/**
 * Version 3 has nodes that are passed over, presets that pass nodes over, and frames, comments and points of wires in the
 * view: version 2 has none of them.
 */
export const bypassAndAnnotations: Migration = {
  name: 'bypass-and-annotations',
  from: 2,
  up: (document) => {
    const { stages, composites, presets, view } = document;
    if (isJsonObject(view)) {
      for (const field of ['frames', 'comments', 'waypoints']) lacks(view, field, 'the view', 2);
    }
    for (const drawn of [...(Array.isArray(stages) ? stages : []), ...values(composites)])
      withoutBypass(drawn);
    for (const preset of values(presets)) {
      if (isJsonObject(preset)) lacks(preset, 'bypassed', 'a preset', 2);
    }
    return document;
  },
};

function values(record: unknown): unknown[] {
  return isJsonObject(record) ? Object.values(record) : [];
}

function withoutBypass(drawn: unknown): void {
  // what is no drawing is the schema's to refuse
  const graph = isJsonObject(drawn) ? drawn['graph'] : undefined;
  const nodes: unknown = isJsonObject(graph) ? graph['nodes'] : undefined;
  for (const node of Array.isArray(nodes) ? (nodes as unknown[]) : []) {
    if (isJsonObject(node)) lacks(node, 'bypassed', 'a node', 2);
  }
}
