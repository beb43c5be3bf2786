import { outerNode } from '../../compiler/outer-place.ts';
import type { Drawing } from './drawing.ts';

/**
 * What a node is called: its type's label, with its id where the two differ in more than writing. A node inside a composite
 * one is called by both.
 */
export function nodeTitle(drawing: Drawing, id: string): string {
  const outer = outerNode(id);
  if (outer !== id) return `${nodeTitle(drawing, outer)}: ${id.slice(outer.length + 1)}`;
  const label = drawing.resolved(id)?.spec.label ?? drawing.node(id)?.type;
  if (label === undefined) return id;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain(label) === plain(id) ? label : `${label} (${id})`;
}
