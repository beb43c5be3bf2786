import type { InternalNode } from '@xyflow/react';
import type { Point } from '../canvas/wire-path.ts';

/** The middle of a port on the canvas; undefined while its node is not measured. */
export function portPlace(
  node: InternalNode | undefined,
  side: 'source' | 'target',
  port: string | null | undefined,
): Point | undefined {
  const handle = node?.internals.handleBounds?.[side]?.find(({ id }) => id === port);
  if (!node || !handle) return undefined;
  const { x, y } = node.internals.positionAbsolute;
  return { x: x + handle.x + handle.width / 2, y: y + handle.y + handle.height / 2 };
}
