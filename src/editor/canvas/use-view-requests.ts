import { useNodesInitialized, useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useEditor } from '../editor-context.tsx';

const MARGINS = { padding: 0.05, maxZoom: 1.1 };

function motion(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
}

/** Fits the drawing when it is first measured, and carries out the store's requests to show all of it or one node. */
export function useViewRequests(): void {
  const { fitView, getNode, getZoom, setCenter } = useReactFlow();
  const view = useEditor((state) => state.view);
  const ready = useNodesInitialized();
  const served = useRef(-1);

  useEffect(() => {
    if (!ready || served.current === view.serial) return;
    const duration = served.current === -1 ? 0 : motion();
    served.current = view.serial;
    const node = view.node === null ? undefined : getNode(view.node);
    if (!node) {
      void fitView({ ...MARGINS, duration });
      return;
    }
    const { width = 0, height = 0 } = node.measured ?? {};
    const { x, y } = node.position;
    void setCenter(x + width / 2, y + height / 2, { zoom: Math.max(getZoom(), 0.8), duration });
  }, [ready, view, fitView, getNode, getZoom, setCenter]);
}
