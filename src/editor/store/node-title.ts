import type { Drawing } from './drawing.ts';

/** What a node is called: its type's label, with its id where the two differ in more than writing. */
export function nodeTitle(drawing: Drawing, id: string): string {
  const label = drawing.resolved(id)?.spec.label ?? drawing.node(id)?.type;
  if (label === undefined) return id;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain(label) === plain(id) ? label : `${label} (${id})`;
}
