import type { Waypoints } from '../../document/waypoints.ts';
import type { Command } from './command.ts';

type Points = Waypoints[string];

/** As many as the document's format takes. */
const MOST = 50;

/** Leads a wire through these points; through none it is drawn as usual. */
export function setWaypoints(
  wire: string,
  points: Readonly<Points>,
  name = `Lead ${wire} through points`,
): Command {
  return {
    name,
    apply: ({ document }) => {
      const { waypoints } = document.view;
      if (points.length === 0) Reflect.deleteProperty(waypoints, wire);
      else waypoints[wire] = points.slice(0, MOST).map(({ x, y }) => ({ x, y }));
    },
  };
}

/** Leads a wire through one more point. */
export function addWaypoint(
  wire: string,
  points: Readonly<Points>,
  index: number,
  point: Points[number],
): Command {
  return setWaypoints(wire, points.toSpliced(index, 0, point), 'Add a point to a wire');
}

/** Puts a point of a wire elsewhere; a series of key presses is one step. */
export function moveWaypoint(
  wire: string,
  points: Readonly<Points>,
  index: number,
  point: Points[number],
  merge?: string,
): Command {
  const command = setWaypoints(wire, points.with(index, point), 'Move a point of a wire');
  return merge === undefined ? command : { ...command, merge };
}

/** Takes one point out of a wire. */
export function removeWaypoint(wire: string, points: Readonly<Points>, index: number): Command {
  return setWaypoints(wire, points.toSpliced(index, 1), 'Remove a point of a wire');
}
