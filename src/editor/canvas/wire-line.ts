import { getBezierPath, getSmoothStepPath, Position } from '@xyflow/react';
import { pathThrough, type Point } from './wire-path.ts';

/** Where a wire begins and ends, and to which side of its card. */
export interface WireEnds {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly sourcePosition: Position;
  readonly targetX: number;
  readonly targetY: number;
  readonly targetPosition: Position;
}

const OUT: Readonly<Record<Position, Point>> = {
  [Position.Left]: { x: -1, y: 0 },
  [Position.Right]: { x: 1, y: 0 },
  [Position.Top]: { x: 0, y: -1 },
  [Position.Bottom]: { x: 0, y: 1 },
};

/**
 * A line through the points a person set, else a curve; where a signal runs back to a node further left, a line around
 * the corners, which is easier to follow. With the place of its label.
 */
export function wireLine(
  ends: WireEnds,
  points: readonly Point[],
): [path: string, labelX: number, labelY: number] {
  if (points.length > 0) {
    const from = { x: ends.sourceX, y: ends.sourceY, out: OUT[ends.sourcePosition] };
    const to = { x: ends.targetX, y: ends.targetY, out: OUT[ends.targetPosition] };
    const { path, label } = pathThrough(from, points, to);
    return [path, label.x, label.y];
  }
  const backwards = ends.sourcePosition === Position.Right && ends.targetX < ends.sourceX + 24;
  const [path, x, y] = backwards
    ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 22 })
    : getBezierPath(ends);
  return [path, x, y];
}
