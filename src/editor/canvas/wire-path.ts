export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which way a wire leaves or enters a port: one unit to a side. */
export interface WireEnd extends Point {
  readonly out: Point;
}

/** How far, as a part of the distance between two points, the curve follows their directions. */
const TENSION = 1 / 3;
const round = (value: number): number => Math.round(value * 10) / 10;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The direction at each point: at the ends the ports', in between that from the point before to the one after. */
function directions(from: WireEnd, points: readonly Point[], to: WireEnd): readonly Point[] {
  const all = [from, ...points, to];
  return all.map((_, i) => {
    if (i === 0) return from.out;
    if (i === all.length - 1) return { x: -to.out.x, y: -to.out.y };
    const [before, after] = [all[i - 1]!, all[i + 1]!];
    const length = distance(before, after) || 1;
    return { x: (after.x - before.x) / length, y: (after.y - before.y) / length };
  });
}

/**
 * A smooth line from port to port through points (a cubic Hermite spline whose tangents are as long as the stretch they
 * begin, so that it neither loops nor swings out), and the middle of its longest stretch, where a label has most room.
 */
export function pathThrough(
  from: WireEnd,
  points: readonly Point[],
  to: WireEnd,
): { readonly path: string; readonly label: Point } {
  const all: readonly Point[] = [from, ...points, to];
  const heading = directions(from, points, to);
  let path = `M${round(from.x)},${round(from.y)}`;
  let label: Point = from;
  let longest = -1;
  for (let i = 1; i < all.length; i += 1) {
    const [a, b, u, v] = [all[i - 1]!, all[i]!, heading[i - 1]!, heading[i]!];
    const length = distance(a, b);
    const reach = length * TENSION;
    const c = { x: a.x + u.x * reach, y: a.y + u.y * reach };
    const d = { x: b.x - v.x * reach, y: b.y - v.y * reach };
    path += ` C${round(c.x)},${round(c.y)} ${round(d.x)},${round(d.y)} ${round(b.x)},${round(b.y)}`;
    if (length > longest) {
      longest = length;
      label = { x: (a.x + 3 * (c.x + d.x) + b.x) / 8, y: (a.y + 3 * (c.y + d.y) + b.y) / 8 };
    }
  }
  return { path, label };
}

/** Where among a wire's points a new one belongs: between the two whose stretch passes nearest to it. */
export function placeAmong(from: Point, points: readonly Point[], to: Point, at: Point): number {
  const all = [from, ...points, to];
  const distances = all.slice(1).map((end, i) => toSegment(all[i]!, end, at));
  return distances.indexOf(Math.min(...distances));
}

/** How far a point is from the straight line between two others. */
export function toSegment(a: Point, b: Point, p: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return distance(p, { x: a.x + t * dx, y: a.y + t * dy });
}
