import type { Draft } from 'immer';
import type { Preset, UnlabelDocument } from '../../document/schema.ts';

/**
 * Renames what presets say of nodes, params, types and bypassing alike; `rename` gets a path such as `block/encoder` and gives its
 * new one, or null where nothing shall be said any more.
 */
export function renameInPresets(
  document: Draft<UnlabelDocument>,
  rename: (path: string) => string | null,
): void {
  for (const preset of Object.values(document.presets)) {
    renameKeys(preset.nodes, rename);
    renameKeys(preset.types, rename);
    if (preset.bypassed) renameKeys(preset.bypassed, rename);
  }
}

function renameKeys(
  record: Preset['nodes'] | Preset['types'] | NonNullable<Preset['bypassed']>,
  rename: (path: string) => string | null,
): void {
  for (const [path, value] of Object.entries(record)) {
    const next = rename(path);
    if (next === path) continue;
    Reflect.deleteProperty(record, path);
    if (next !== null) (record as Record<string, unknown>)[next] = value;
  }
}

/** The path without the node's own id: `encoder` of `block/encoder` for `block`, `` for `block`; null for others. */
export function pathBelow(path: string, node: string): string | null {
  if (path === node) return '';
  return path.startsWith(`${node}/`) ? path.slice(node.length + 1) : null;
}
