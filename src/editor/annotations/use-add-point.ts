import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback, type MouseEvent } from 'react';
import { placeAmong } from '../canvas/wire-path.ts';
import type { FlowEdge } from '../canvas/flow-types.ts';
import { addWaypoint } from '../commands/set-waypoints.ts';
import { useServices } from '../editor-context.tsx';
import { portPlace } from './port-place.ts';

const GRID = 10;
const round = (value: number): number => Math.round(value / GRID) * GRID;

/** Adds a point to a wire where it is double-clicked. */
export function useAddPoint(): (event: MouseEvent, edge: FlowEdge) => void {
  const { store } = useServices();
  const { screenToFlowPosition } = useReactFlow();
  const flow = useStoreApi();
  return useCallback(
    ({ clientX, clientY }, { id, source, sourceHandle, target, targetHandle }) => {
      const at = screenToFlowPosition({ x: clientX, y: clientY });
      const { nodeLookup } = flow.getState();
      const from = portPlace(nodeLookup.get(source), 'source', sourceHandle) ?? at;
      const to = portPlace(nodeLookup.get(target), 'target', targetHandle) ?? at;
      const { content, run, select } = store.getState();
      const points = content.document.view.waypoints[id] ?? [];
      const point = { x: round(at.x), y: round(at.y) };
      run(addWaypoint(id, points, placeAmong(from, points, to, at), point));
      select({ nodes: [], edges: [id] });
    },
    [store, screenToFlowPosition, flow],
  );
}
