import type { DrawnWire } from './drawn-wires.ts';
import { toSegment, type Point } from './wire-path.ts';

/** Stretches that stand for one curve: off by less than 1 % of its length. */
const STRETCHES = 16;

/** A path of absolute `M`, `L`, `Q` and `C`, as wires have, as points along it. */
export function pathPoints(path: string): readonly Point[] {
  const points: Point[] = [];
  for (const [, command, rest] of path.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const numbers = (rest!.match(/-?\d*\.?\d+(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    const given = Array.from({ length: numbers.length / 2 }, (_, i) => ({
      x: numbers[2 * i]!,
      y: numbers[2 * i + 1]!,
    }));
    const from = points.at(-1);
    if (command === 'M' || command === 'L' || !from) points.push(...given);
    else for (let i = 1; i <= STRETCHES; i += 1) points.push(onCurve([from, ...given], i / STRETCHES));
  }
  return points;
}

/** De Casteljau's construction. */
function onCurve(controls: readonly Point[], t: number): Point {
  const [first, ...others] = controls;
  if (others.length === 0) return first!;
  const between = others.map((b, i) => {
    const a = controls[i]!;
    return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
  });
  return onCurve(between, t);
}

/** The wire that passes nearest to a point, of those no further away than `reach`; the upper one of two as near. */
export function nearestWire(
  wires: Iterable<Pick<DrawnWire, 'id' | 'path'>>,
  at: Point,
  reach: number,
): string | null {
  let nearest: string | null = null;
  let least = reach;
  for (const { id, path } of wires) {
    const points = pathPoints(path());
    for (let i = 1; i < points.length; i += 1) {
      const away = toSegment(points[i - 1]!, points[i]!, at);
      if (away > least) continue;
      least = away;
      nearest = id;
    }
  }
  return nearest;
}
