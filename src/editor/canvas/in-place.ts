import type { FlowNode } from './flow-types.ts';

const known = new WeakMap<FlowNode, FlowNode>();

/**
 * A node that stands where it is by `left` and `top`. React Flow moves each node by a transform of its own, and the browser
 * sorts all that have one into layers for each frame, which takes half of it where they are hundreds.
 */
export function inPlace(node: FlowNode): FlowNode {
  const before = known.get(node);
  if (before) return before;
  const { x, y } = node.position;
  const placed = { ...node, style: { ...node.style, transform: 'none', left: x, top: y } };
  known.set(node, placed);
  return placed;
}
