import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useServices } from '../editor-context.tsx';
import { useTheme } from '../theme/theme.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';

/**
 * All wires as one picture, for many of them seen from afar: an element for each would cost more than it shows. It is drawn
 * again when a node, a wire or the zoom changes, not while the view moves over it.
 */
export function WiresPicture() {
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const services = useServices();
  const theme = useTheme();
  const element = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    let gone = false;
    let stop = (): void => undefined;
    // most drawings never need it
    void import('./keep-wires-painted.ts').then(({ keepWiresPainted }) => {
      if (!gone && element.current) stop = keepWiresPainted(element.current, flow, services);
    });
    return () => {
      gone = true;
      stop();
    };
    // colours are read off the page when it is drawn
  }, [flow, services, theme]);

  return (
    <ViewportPortal>
      <canvas ref={element} className="wires-picture" aria-hidden />
    </ViewportPortal>
  );
}
