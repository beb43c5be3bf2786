import { useReactFlow } from '@xyflow/react';
import { useCallback, useMemo, useRef, type DragEvent } from 'react';
import { showCallout } from '../canvas/callouts.ts';
import { useServices } from '../editor-context.tsx';
import { dropOnWire, planDrop, type Held } from './drop-on-wire.ts';
import type { InsertionPlan } from './insertion.ts';
import { wireAt, wireTarget } from './wire-target.ts';

const CARD_HALF = 90;
const PORT_BELOW = 50;
const rounded = (value: number) => Math.round(value / 10) * 10;

/** Follows a node that is held over the drawing: the wire under it shows whether it goes there. */
export function useWireTarget() {
  const services = useServices();
  const { getNodes, screenToFlowPosition } = useReactFlow();
  // a wire is judged once for each drag
  const plans = useRef(new Map<string, InsertionPlan | null>());

  const aim = useCallback(
    (held: Held, x: number, y: number) => {
      const edge = wireAt(x, y);
      const now = wireTarget.getState();
      if (edge === now.edge) return;
      if (edge !== null && !plans.current.has(edge)) plans.current.set(edge, planDrop(services, held, edge));
      const plan = edge === null ? null : (plans.current.get(edge) ?? null);
      wireTarget.setState({ edge: plan ? edge : null, takes: plan?.ok ?? false });
    },
    [services],
  );

  const release = useCallback(() => {
    plans.current.clear();
    wireTarget.setState({ edge: null, takes: false });
  }, []);

  /** Puts a type that is let go over a wire there. False: it is not over one that takes it. */
  const dropType = useCallback(
    (event: DragEvent, type: string, anchor: HTMLElement | null): boolean => {
      const { edge, takes } = wireTarget.getState();
      const plan = edge === null ? null : plans.current.get(edge);
      release();
      if (edge === null) return false;
      if (!takes) {
        if (anchor && plan && !plan.ok && plan.reason) {
          anchor.style.left = `${event.clientX}px`;
          anchor.style.top = `${event.clientY}px`;
          showCallout(anchor, plan.reason.message);
        }
        return false;
      }
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const position = { x: rounded(x - CARD_HALF), y: rounded(y - PORT_BELOW) };
      const dropped = dropOnWire(services, getNodes(), { type }, edge, position);
      if (!dropped) return false;
      services.store.getState().run(dropped.command);
      services.store.getState().select({ nodes: [dropped.node], edges: [] });
      return true;
    },
    [services, getNodes, screenToFlowPosition, release],
  );

  return useMemo(() => ({ aim, release, dropType }), [aim, release, dropType]);
}
