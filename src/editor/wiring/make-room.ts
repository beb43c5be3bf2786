import { splitEndpoint, type Graph } from '../../document/schema.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import type { Box } from './nearest-node.ts';

/** Least distance between cards, so that a wire and its label can be seen between them. */
const GAP = 60;
const GRID = 10;

/** Nodes that signals from this one reach. */
function downstream(graph: Graph, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const { from, to } of graph.edges) {
      if (splitEndpoint(from).node === id && splitEndpoint(to).port !== WEIGHTS_PORT)
        queue.push(splitEndpoint(to).node);
    }
  }
  return found;
}

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * New places for the nodes downstream of `next` where `inserted` would cover one of them: all that stand right of the
 * inserted one's left edge move right, as one, by no more than it takes. Nothing moves where there is room.
 */
export function makeRoom(
  graph: Graph,
  boxes: readonly Box[],
  inserted: Box,
  next: string,
): Readonly<Record<string, { x: number; y: number }>> {
  const after = downstream(graph, next);
  const movable = boxes.filter(({ id, x, width }) => after.has(id) && x + width / 2 >= inserted.x);
  const covered = movable.filter((box) => overlaps(box, { ...inserted, width: inserted.width + GAP }));
  if (covered.length === 0) return {};
  const shift = Math.max(...covered.map(({ x }) => inserted.x + inserted.width + GAP - x));
  const by = Math.ceil(shift / GRID) * GRID;
  return Object.fromEntries(movable.map(({ id, x, y }) => [id, { x: x + by, y }]));
}
