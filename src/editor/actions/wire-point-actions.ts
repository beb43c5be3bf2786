import { canvasView } from '../canvas/canvas-view.ts';
import { addWaypoint, setWaypoints } from '../commands/set-waypoints.ts';
import { graphOf } from '../store/content.ts';
import { edgeId, splitEndpoint, type GraphEdge } from '../../document/schema.ts';
import type { Action, ActionContext } from './action.ts';

function onlyWire({ services }: ActionContext): GraphEdge | undefined {
  const { selection, content } = services.store.getState();
  const { nodes, edges, notes = [] } = selection;
  if (edges.length !== 1 || nodes.length + notes.length > 0) return undefined;
  return graphOf(content).edges.find((edge) => edgeId(edge) === edges[0]);
}

const pointsOf = ({ services }: ActionContext, wire: string) =>
  services.store.getState().content.document.view.waypoints[wire] ?? [];
const round = (value: number): number => Math.round(value / 10) * 10;

/** The middle of a node's card. */
function middle(endpoint: string): { x: number; y: number } | undefined {
  const box = canvasView()?.nodes().get(splitEndpoint(endpoint).node);
  return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What the pointer does to wires by double-clicks, for the keyboard and the command palette. */
export const WIRE_POINT_ACTIONS: readonly Action[] = [
  {
    id: 'arrange.addPoint',
    title: 'Add a point to the wire',
    section: 'Arrange',
    enabled: (context) => onlyWire(context) !== undefined,
    run: (context) => {
      const wire = onlyWire(context);
      if (!wire) return;
      const id = edgeId(wire);
      const points = pointsOf(context, id);
      const from = points.at(-1) ?? middle(wire.from);
      const to = middle(wire.to);
      if (!from || !to) return;
      const at = { x: round((from.x + to.x) / 2), y: round((from.y + to.y) / 2) };
      context.services.store.getState().run(addWaypoint(id, points, points.length, at));
    },
  },
  {
    id: 'arrange.removePoints',
    title: 'Remove the wire’s points',
    section: 'Arrange',
    enabled: (context) => {
      const wire = onlyWire(context);
      return wire !== undefined && pointsOf(context, edgeId(wire)).length > 0;
    },
    run: (context) => {
      const wire = onlyWire(context);
      if (!wire) return;
      const command = setWaypoints(edgeId(wire), [], 'Remove the points of a wire');
      context.services.store.getState().run(command);
    },
  },
];
