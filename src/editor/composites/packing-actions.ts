import type { Registry } from '../../spec/registry.ts';
import { compositeIdOf } from '../../document/composites.ts';
import { graphOf, type Content } from '../store/content.ts';
import type { Drawing } from '../store/drawing.ts';
import type { EditorState, EditorStore } from '../store/editor-store.ts';

/** What of the editor packing needs. */
export interface PackingServices {
  readonly store: EditorStore;
  readonly registry: Registry;
  readonly drawing: (content: Content) => Drawing;
}

/** A title for the node that nodes become, until a person thinks of a better one. */
export function packedTitle(drawing: Drawing, nodes: readonly string[]): string {
  const labels = [...new Set(nodes.map((id) => drawing.resolved(id)?.spec.label ?? id))];
  return labels.length <= 2 ? labels.join(' + ') : `Block of ${nodes.length}`;
}

/** Makes the selected nodes one node and selects it. Nothing happens where less than two are selected. Its code is fetched then. */
export async function packSelection({ store, registry, drawing }: PackingServices): Promise<void> {
  const { packNodes } = await import('../commands/pack-nodes.ts');
  const { content, selection, run, select } = store.getState();
  if (selection.nodes.length < 2) return;
  const title = packedTitle(drawing(content), selection.nodes);
  const packing = packNodes(content, registry, selection.nodes, title);
  if (!packing) return;
  run(packing.command);
  select({ nodes: [packing.node], edges: [] });
}

/** Whether a single composite node is selected. */
export function canUnpack({ content, selection }: Pick<EditorState, 'content' | 'selection'>): boolean {
  const node = graphOf(content).nodes.find(({ id }) => id === selection.nodes[0]);
  return selection.nodes.length === 1 && node !== undefined && compositeIdOf(node.type) !== null;
}

/** Unpacks the selected composite node and selects what it was made of. */
export async function unpackSelection({ store }: Pick<PackingServices, 'store'>): Promise<void> {
  const { unpackNode } = await import('../commands/unpack-node.ts');
  const { content, selection, run, select } = store.getState();
  const [node, ...others] = selection.nodes;
  if (node === undefined || others.length > 0) return;
  const unpacking = unpackNode(content, node);
  if (!unpacking) return;
  run(unpacking.command);
  select({ nodes: unpacking.nodes, edges: [] });
}
