import { getBezierPath, getSmoothStepPath, Position } from '@xyflow/react';
import { pathThrough, type Point } from './wire-path.ts';

/** The upper and the lower edge of a card. */
export interface Reach {
  readonly top: number;
  readonly bottom: number;
}

/** Where a wire begins and ends, and to which side of its card. */
export interface WireEnds {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly sourcePosition: Position;
  readonly targetX: number;
  readonly targetY: number;
  readonly targetPosition: Position;
  /** How high a line that turns back crosses from one side to the other; halfway where nothing is said. */
  readonly crossing?: number | undefined;
}

/** How far a line leaves a card before it turns. */
const GAP = 22;

const OUT: Readonly<Record<Position, Point>> = {
  [Position.Left]: { x: -1, y: 0 },
  [Position.Right]: { x: 1, y: 0 },
  [Position.Top]: { x: 0, y: -1 },
  [Position.Bottom]: { x: 0, y: 1 },
};

/** Whether a signal leaves to the right and has to turn, because its goal is no further right. */
export const turnsBack = (ends: Pick<WireEnds, 'sourceX' | 'sourcePosition' | 'targetX'>): boolean =>
  ends.sourcePosition === Position.Right && ends.targetX < ends.sourceX + 24;

/**
 * Where a line that turns back passes the cards at its ends without going behind them: between them, or below both where they
 * stand side by side. Undefined where there is room, or nothing known of a card.
 */
export function crossing(
  ends: Pick<WireEnds, 'sourceX' | 'targetX'>,
  source: Reach | undefined,
  target: Reach | undefined,
): number | undefined {
  if (!source || !target) return undefined;
  if (source.bottom <= target.top) return (source.bottom + target.top) / 2;
  if (target.bottom <= source.top) return (target.bottom + source.top) / 2;
  return ends.targetX < ends.sourceX ? Math.max(source.bottom, target.bottom) + GAP : undefined;
}

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
  const [path, x, y] = turnsBack(ends)
    ? getSmoothStepPath({
        ...ends,
        ...(ends.crossing !== undefined && { centerY: ends.crossing }),
        borderRadius: 14,
        offset: GAP,
      })
    : getBezierPath(ends);
  return [path, x, y];
}
