import type { InternalNode } from '@xyflow/react';
import type { Drawing } from '../store/drawing.ts';
import type { FlowNode } from './flow-types.ts';

/** Names what decides how large a card is and where its ports stand on it; null for what is like nothing else. */
export type ShapeOf = (node: FlowNode) => string | null;

/**
 * Cards of one type with the same ports, wires to the same of them and the same lines in their heads are as large as each other:
 * an encoder that has its weights from another one shows no picture of its layers.
 */
export const cardShape =
  (drawing: Drawing): ShapeOf =>
  ({ id, type }) => {
    const node = drawing.node(id);
    const resolved = drawing.resolved(id);
    if (type !== 'card' || !node || !resolved) return null;
    const inputs = resolved.inputs.map(({ name }) => name + (drawing.taken.has(`${id}.${name}`) ? '*' : ''));
    const outputs = resolved.outputs.map(({ name }) => name);
    const named = id !== resolved.spec.label.toLowerCase();
    return [node.type, inputs, outputs, named, node.bypassed].join('|');
  };

/** Nodes without those whose size another one of their shape has or is about to get. */
export function oneOfEach(nodes: readonly FlowNode[], shapeOf: ShapeOf): FlowNode[] {
  const known = new Set(nodes.flatMap((node) => (node.measured ? [shapeOf(node)] : [])));
  return nodes.filter((node) => {
    if (node.measured) return true;
    const shape = shapeOf(node);
    if (shape === null) return true;
    const first = !known.has(shape);
    known.add(shape);
    return first;
  });
}

export type Bounds = InternalNode<FlowNode>['internals']['handleBounds'];

/** Nodes of which those without a size have that of a measured one of their shape, ports and all; the same list where none has. */
export function sizedLikeTwins(
  nodes: FlowNode[],
  shapeOf: ShapeOf,
  boundsOf: (id: string) => Bounds,
): FlowNode[] {
  const sizes = new Map<string | null, Pick<FlowNode, 'measured' | 'handles'>>();
  for (const node of nodes) {
    const shape = node.measured ? shapeOf(node) : null;
    if (shape === null || sizes.has(shape)) continue;
    const bounds = boundsOf(node.id);
    const { width, height } = node.measured ?? {};
    if (!bounds || width === undefined || height === undefined) continue;
    const handles = [...(bounds.target ?? []), ...(bounds.source ?? [])];
    sizes.set(shape, { measured: { width, height }, handles });
  }
  let changed = false;
  const sized = nodes.map((node) => {
    const size = node.measured ? undefined : sizes.get(shapeOf(node));
    if (!size) return node;
    changed = true;
    return { ...node, ...size };
  });
  return changed ? sized : nodes;
}
