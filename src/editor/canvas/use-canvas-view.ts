import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useServices } from '../editor-context.tsx';
import { showCallout } from './callouts.ts';
import { showsCanvas, type MeasuredNode, type MeasuredPort, type Point } from './canvas-view.ts';
import type { FlowEdge, FlowNode } from './flow-types.ts';
import type { FlowState } from './flow-store.ts';
import { glide } from './glide.ts';

/** Lets commands from menus and the keyboard know what only the canvas knows. `anchor` is what callouts stand beside. */
export function useCanvasView(flow: StoreApi<FlowState>, anchor: RefObject<HTMLElement | null>): void {
  const { screenToFlowPosition } = useReactFlow<FlowNode, FlowEdge>();
  const { store } = useServices();
  const internals = useStoreApi<FlowNode, FlowEdge>();
  useEffect(() => {
    let pointer: Point | null = null;
    const follow = (event: PointerEvent) => {
      const over = event.target instanceof Element && event.target.closest('.react-flow') !== null;
      pointer = over ? { x: event.clientX, y: event.clientY } : null;
    };
    window.addEventListener('pointermove', follow);
    const leave = showsCanvas({
      pointer: () => pointer && screenToFlowPosition({ ...pointer }),
      middle: () => {
        const { x, y, width, height } =
          internals.getState().domNode?.getBoundingClientRect() ?? new DOMRect();
        return screenToFlowPosition({ x: x + width / 2, y: y + height / 2 });
      },
      nodes: () => measured(internals.getState().nodeLookup),
      glide: (from, then) => glide(store, flow, from, then),
      say: (message) => {
        const mark = anchor.current;
        const bounds = mark?.parentElement?.getBoundingClientRect();
        if (!mark || !bounds) return;
        const at = pointer ?? { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 3 };
        mark.style.left = `${at.x}px`;
        mark.style.top = `${at.y}px`;
        showCallout(mark, message);
      },
    });
    return () => {
      window.removeEventListener('pointermove', follow);
      leave();
    };
  }, [store, flow, anchor, screenToFlowPosition, internals]);
}

type Lookup = ReturnType<ReturnType<typeof useStoreApi<FlowNode, FlowEdge>>['getState']>['nodeLookup'];

function measured(lookup: Lookup): Map<string, MeasuredNode> {
  const nodes = new Map<string, MeasuredNode>();
  for (const [id, { measured: size, position, internals }] of lookup) {
    const { source, target } = internals.handleBounds ?? { source: null, target: null };
    const ports = [...(target ?? []), ...(source ?? [])].map((port): MeasuredPort => ({
      name: port.id ?? '',
      side: port.position,
      x: port.x + port.width / 2,
      y: port.y + port.height / 2,
    }));
    nodes.set(id, { ...position, width: size.width ?? 184, height: size.height ?? 120, ports });
  }
  return nodes;
}
