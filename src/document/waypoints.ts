import { edgeId, type UnlabelDocument } from './schema.ts';

/** Points of the view's wires, by wire. */
export type Waypoints = UnlabelDocument['view']['waypoints'];

/** Wires that have points though they are not drawn in any stage. */
export function strayWaypoints({ stages, view }: UnlabelDocument): readonly string[] {
  const pointed = Object.keys(view.waypoints);
  if (pointed.length === 0) return pointed;
  const drawn = new Set(stages.flatMap(({ graph }) => graph.edges.map(edgeId)));
  return pointed.filter((id) => !drawn.has(id));
}
