export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const STEPS: Record<Direction, readonly [x: number, y: number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};
/** A node off to the side must be this much nearer than one straight ahead. */
const ASIDE = 2;

/** The node one comes to next from this one in a direction, within 60° of it; undefined where there is none. */
export function nearestNode(boxes: readonly Box[], from: Box, direction: Direction): Box | undefined {
  const [dx, dy] = STEPS[direction];
  let nearest: Box | undefined;
  let least = Infinity;
  for (const box of boxes) {
    if (box.id === from.id) continue;
    const x = box.x + box.width / 2 - (from.x + from.width / 2);
    const y = box.y + box.height / 2 - (from.y + from.height / 2);
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    // tan 60°
    if (ahead <= 0 || aside > ahead * Math.sqrt(3)) continue;
    const cost = ahead + ASIDE * aside;
    if (cost < least) [nearest, least] = [box, cost];
  }
  return nearest;
}

/** Where a walk begins that has no node to begin from: the leftmost node, of several the topmost. */
export function firstNode(boxes: readonly Box[]): Box | undefined {
  return boxes.reduce<Box | undefined>(
    (first, box) => (!first || box.x < first.x || (box.x === first.x && box.y < first.y) ? box : first),
    undefined,
  );
}
