import type { Draft } from 'immer';
import { splitEndpoint, type UnlabelDocument } from '../../document/schema.ts';

type View = Draft<UnlabelDocument>['view'];
interface Point {
  readonly x: number;
  readonly y: number;
}

/** The two ends of a wire's id. */
function endsOf(wire: string): readonly [from: string, to: string] {
  const [from = '', to = ''] = wire.split('->');
  return [from, to];
}

/** Wires keep their points when the ends have other names: `rename` gives an end its new one. */
export function renameWaypoints(view: View, rename: (endpoint: string) => string): void {
  for (const [wire, points] of Object.entries(view.waypoints)) {
    const [from, to] = endsOf(wire);
    const renamed = `${rename(from)}->${rename(to)}`;
    if (renamed === wire) continue;
    Reflect.deleteProperty(view.waypoints, wire);
    view.waypoints[renamed] = points;
  }
}

/** Points of a wire whose two nodes moved alike move with them. */
export function carryWaypoints(view: View, moved: ReadonlyMap<string, Point>): void {
  for (const [wire, points] of Object.entries(view.waypoints)) {
    const [a, b] = endsOf(wire).map((end) => moved.get(splitEndpoint(end).node));
    if (!a || !b || a.x !== b.x || a.y !== b.y || (a.x === 0 && a.y === 0)) continue;
    for (const point of points) {
      point.x += a.x;
      point.y += a.y;
    }
  }
}
