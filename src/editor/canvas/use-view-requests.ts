import { useNodesInitialized, useReactFlow, useStore } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { useEditor } from '../editor-context.tsx';
import { isMany } from './detail.ts';
import { fitMargins } from './fit-margins.ts';
import { graphOf } from '../store/content.ts';

const CLOSE = { padding: 0.18, maxZoom: 1.4 } as const;

function motion(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
}

/**
 * Fits the drawing when it is first measured, and carries out the store's requests to show all of it, a part of it or
 * one node, and to zoom. As
 * long as all of it is shown, it is fitted again when the window or a panel changes size. Until the drawing is `complete` requests
 * wait. Gives what React Flow is to
 * call when the view begins to move.
 */
export function useViewRequests(complete: boolean): (event: unknown) => void {
  const { fitView, getNode, getNodes, getNodesBounds, getZoom, setCenter, setViewport, zoomTo } =
    useReactFlow();
  const view = useEditor((state) => state.view);
  const empty = useEditor((state) => graphOf(state.content).nodes.length === 0);
  const ready = useNodesInitialized() && complete;
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const served = useRef(-1);
  const fitted = useRef(true);
  const margins = useCallback(
    () => fitMargins({ width, height }, getNodesBounds(getNodes())),
    [width, height, getNodes, getNodesBounds],
  );

  useEffect(() => {
    if (!empty || view.zoom || view.elements || served.current === view.serial) return;
    // else the first node would be brought to the middle, away from where it was put
    served.current = view.serial;
    fitted.current = false;
    void setViewport({ x: 0, y: 0, zoom: 1 });
  }, [empty, view, setViewport]);

  useEffect(() => {
    if (!ready || served.current === view.serial) return;
    // many cards on their way would stutter
    const duration = served.current === -1 || isMany(getNodes().length) ? 0 : motion();
    served.current = view.serial;
    if (view.zoom) {
      fitted.current = false;
      void zoomTo('by' in view.zoom ? getZoom() * view.zoom.by : view.zoom.to, { duration });
      return;
    }
    if (view.elements) {
      fitted.current = false;
      void fitView({ ...CLOSE, nodes: view.elements.map((id) => ({ id })), duration });
      return;
    }
    const node = view.node === null ? undefined : getNode(view.node);
    fitted.current = node === undefined;
    if (!node) {
      void fitView({ ...margins(), duration });
      return;
    }
    const size = node.measured ?? {};
    const { x, y } = node.position;
    const zoom = Math.max(getZoom(), 0.8);
    void setCenter(x + (size.width ?? 0) / 2, y + (size.height ?? 0) / 2, { zoom, duration });
  }, [ready, view, fitView, margins, getNode, getNodes, getZoom, setCenter, zoomTo]);

  useEffect(() => {
    if (width > 0 && height > 0 && served.current !== -1 && fitted.current) void fitView(margins());
  }, [width, height, fitView, margins]);

  return useCallback((event) => {
    // movements of our own come without an event
    if (event) fitted.current = false;
  }, []);
}
