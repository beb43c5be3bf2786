type Point = readonly [number, number];

const turn = 2 * Math.PI;
const onCircle = (angle: number, radius: number): Point => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
];
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function ellipse(): Point[] {
  return range(40).map((i) => [Math.cos((i / 40) * turn), 0.55 * Math.sin((i / 40) * turn)]);
}

function heart(): Point[] {
  return range(48).map((i) => {
    const t = (i / 48) * turn;
    const x = 16 * Math.sin(t) ** 3;
    const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
    return [x / 18.25, -(y + 2.5) / 18.25];
  });
}

function star(): Point[] {
  return range(8).map((i) => onCircle((i / 8) * turn, i % 2 === 0 ? 1 : 0.42));
}

/** Landolt's ring, open to the right: a closed ring would not show its rotation. */
function openRing(): Point[] {
  const gap = 0.11 * turn;
  const arc = (i: number): number => gap / 2 + (i / 31) * (turn - gap);
  return [...range(32).map((i) => onCircle(arc(i), 1)), ...range(32).map((i) => onCircle(arc(31 - i), 0.55))];
}

/**
 * Outlines within the unit circle, y downwards. None looks the same after less than a quarter turn, so that a rotation
 * of up to a quarter turn can be told from every image.
 */
export const SHAPE_POLYGONS: Readonly<Record<string, readonly Point[]>> = {
  square: range(4).map((i) => onCircle(turn / 8 + (i / 4) * turn, 1)),
  ellipse: ellipse(),
  triangle: range(3).map((i) => onCircle(-turn / 4 + (i / 3) * turn, 1)),
  star: star(),
  heart: heart(),
  'open ring': openRing(),
};

/** Signed distance of a point to a polygon's outline, negative inside (nearest segment; sign by crossing parity). */
export function polygonDistance(polygon: readonly Point[], x: number, y: number): number {
  let nearestSquared = Infinity;
  let inside = false;
  let [ax, ay] = polygon[polygon.length - 1]!;
  for (const [bx, by] of polygon) {
    const dx = bx - ax;
    const dy = by - ay;
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    const gapX = x - ax - along * dx;
    const gapY = y - ay - along * dy;
    nearestSquared = Math.min(nearestSquared, gapX * gapX + gapY * gapY);
    if (ay > y !== by > y && x < ax + ((y - ay) / dy) * dx) inside = !inside;
    ax = bx;
    ay = by;
  }
  const nearest = Math.sqrt(nearestSquared);
  return inside ? -nearest : nearest;
}
