import type { ReactFlowState } from '@xyflow/react';
import type { Content } from '../store/content.ts';
import { drawnWires } from './drawn-wires.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import { nearestWire } from './nearest-wire.ts';

/** How far beside a wire it can still be hit, in pixels on the screen: as far as beside one that has an element. */
const REACH = 8;

/** The wire at a place of the page, for a canvas on which the wires are one picture. */
export function wireAt(
  { domNode, transform, nodeLookup }: ReactFlowState<FlowNode, FlowEdge>,
  content: Content,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): string | null {
  const pane = domNode?.getBoundingClientRect();
  if (!pane) return null;
  const [x, y, zoom] = transform;
  const at = { x: (clientX - pane.left - x) / zoom, y: (clientY - pane.top - y) / zoom };
  return nearestWire(drawnWires(content, nodeLookup), at, REACH / zoom);
}
