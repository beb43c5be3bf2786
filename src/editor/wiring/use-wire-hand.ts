import {
  useStoreApi,
  type Connection,
  type FinalConnectionState,
  type OnConnectStartParams,
} from '@xyflow/react';
import { useMemo, useRef, type RefObject } from 'react';
import { closeCallout, showCallout } from '../canvas/callouts.ts';
import type { CalloutAction } from '../canvas/callout-list.ts';
import { applyFix } from '../commands/apply-fix.ts';
import { connect } from '../commands/connect.ts';
import { insertOnWire } from '../commands/insert-on-wire.ts';
import { useServices } from '../editor-context.tsx';
import { freePlace } from '../palette/free-place.ts';
import { bridgesFor } from './bridges.ts';
import { judgeWires, type WireJudge } from './judge-wires.ts';
import type { PortEnd } from './port-end.ts';
import { useAdvice } from './use-advice.ts';
import { endWireDrag, startWireDrag, wireDrag } from './wire-drag.ts';
import { specsOf, usageOf, wireContext } from './wiring-context.ts';
import { openWiringMenu } from './wiring-menu.ts';

interface HandleEnd {
  readonly nodeId: string;
  readonly id?: string | null;
  readonly type: 'source' | 'target';
}

const OTHER_SIDE = 'A wire runs from an output to an input. Drop it on a port of the other side.';

const endOf = ({ nodeId, id, type }: HandleEnd): PortEnd => ({
  node: nodeId,
  port: id ?? '',
  side: type === 'source' ? 'output' : 'input',
});

/** The port that was tapped. */
function handleAt(target: EventTarget | null): HandleEnd | null {
  const port = target instanceof Element ? target.closest<HTMLElement>('.react-flow__handle') : null;
  const { nodeid, handleid } = port?.dataset ?? {};
  if (!port || nodeid === undefined) return null;
  return {
    nodeId: nodeid,
    id: handleid ?? null,
    type: port.classList.contains('source') ? 'source' : 'target',
  };
}

/** The point of the window where a wire was let go, and whether that is empty canvas. */
function letGo(event: MouseEvent | TouchEvent): { x: number; y: number; empty: boolean } {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  const [x, y] = [point?.clientX ?? 0, point?.clientY ?? 0];
  const element = document.elementFromPoint(x, y);
  const empty =
    element?.closest('.canvas .react-flow') != null &&
    element.closest('.react-flow__node, .react-flow__panel') === null;
  return { x, y, empty };
}

/** Everything that is done with a wire in the hand: React Flow's handlers for it. `anchor` is what callouts stand at. */
export function useWireHand(anchor: RefObject<HTMLElement | null>) {
  const services = useServices();
  const advise = useAdvice();
  const moved = useRef<string | undefined>(undefined);
  const tapped = useRef<HandleEnd | null>(null);
  const flow = useStoreApi();

  return useMemo(() => {
    const { store, registry } = services;

    const judgeFrom = (from: PortEnd): WireJudge => {
      const { judge } = wireDrag.getState();
      const same = judge && judge.from.node === from.node && judge.from.port === from.port;
      return same && judge.from.side === from.side
        ? judge
        : judgeWires(wireContext(services), from, moved.current);
    };
    const plan = ({ source, sourceHandle, target, targetHandle }: Connection) => {
      const output: PortEnd = { node: source, port: sourceHandle ?? '', side: 'output' };
      const input: PortEnd = { node: target, port: targetHandle ?? '', side: 'input' };
      const { judge } = wireDrag.getState();
      return judge?.from.side === 'input' ? judgeFrom(input).plan(output) : judgeFrom(output).plan(input);
    };

    const draw = (ends: Connection) => {
      const planned = plan(ends);
      if (!planned.ok) return;
      tapped.current = null;
      store.getState().run(connect(planned.wire, planned.replaced));
      advise(planned.wire);
    };

    /** What would make a refused wire possible, as buttons. */
    const repairs = (from: string, to: string, fix: Parameters<typeof applyFix>[2] | undefined) => {
      const context = wireContext(services);
      const run = (command: ReturnType<typeof applyFix>) => {
        if (command) store.getState().run(command);
        closeCallout();
      };
      const actions: CalloutAction[] = [];
      // there is no wire yet that could be deleted
      if (fix && fix.kind !== 'removeEdge') {
        const apply = () => run(applyFix(store.getState().content, registry, fix));
        actions.push({ title: fix.title, apply });
      }
      const wire = { from, to };
      for (const bridge of bridgesFor(context, specsOf(services), usageOf(services), wire)) {
        const apply = () => {
          const { positions } = store.getState().content.document.view;
          const [a, b] = [from, to].map((end) => positions[end.slice(0, end.indexOf('.'))]);
          const middle = { x: ((a?.x ?? 0) + (b?.x ?? 0)) / 2, y: ((a?.y ?? 0) + (b?.y ?? 0)) / 2 };
          const grid = { x: Math.round(middle.x / 10) * 10, y: Math.round(middle.y / 10) * 10 };
          const position = freePlace(Object.values(positions), grid);
          const { id: node, type, wires, replaced } = bridge;
          run(insertOnWire({ node, type, position, wire, wires, replaced }));
          store.getState().select({ nodes: [node], edges: [] });
        };
        actions.push({ title: `Insert ${bridge.label}`, apply });
      }
      return actions;
    };

    /** A wire let go over a port that does not take it: says why, where the pointer is. */
    const explain = (x: number, y: number, from: HandleEnd, to: HandleEnd) => {
      const spot = anchor.current;
      if (!spot) return;
      spot.style.left = `${x}px`;
      spot.style.top = `${y}px`;
      if (from.type === to.type) return showCallout(spot, OTHER_SIDE);
      const planned = judgeFrom(endOf(from)).plan(endOf(to));
      if (planned.ok) return;
      const [a, b] = from.type === 'source' ? [from, to] : [to, from];
      const actions = repairs(`${a.nodeId}.${a.id ?? ''}`, `${b.nodeId}.${b.id ?? ''}`, planned.reason.fix);
      showCallout(spot, planned.reason.message, actions);
    };

    /** The wire is in the hand: the ports that it fits are shown. */
    const take = (_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      closeCallout();
      if (!nodeId || !handleType) return;
      const end = endOf({ nodeId, id: handleId, type: handleType });
      startWireDrag(judgeWires(wireContext(services), end, moved.current));
    };

    const handlers = {
      isValidConnection: (ends: {
        source: string;
        target: string;
        sourceHandle?: string | null;
        targetHandle?: string | null;
      }) =>
        plan({ ...ends, sourceHandle: ends.sourceHandle ?? null, targetHandle: ends.targetHandle ?? null })
          .ok,
      onConnect: draw,
      onConnectStart: take,
      // a tap on one port and a tap on another, where dragging is awkward
      onClickConnectStart: (event: unknown, params: OnConnectStartParams) => {
        const { nodeId, handleId: id, handleType: type } = params;
        tapped.current = nodeId && type ? { nodeId, id, type } : null;
        take(event, params);
      },
      // React Flow does not say here what was tapped, nor whether it is connected now
      onClickConnectEnd: (event: MouseEvent | TouchEvent) => {
        const { x, y } = letGo(event);
        const to = handleAt(event.target);
        if (tapped.current && to) explain(x, y, tapped.current, to);
        tapped.current = null;
        endWireDrag();
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        const { fromHandle, toHandle, isValid } = state;
        const { x, y, empty } = letGo(event);
        if (fromHandle && toHandle && isValid === false) explain(x, y, fromHandle, toHandle);
        endWireDrag();
        if (!fromHandle || toHandle || !empty || moved.current !== undefined) return;
        // the click that ends this gesture would count as one beside the menu
        setTimeout(() => openWiringMenu({ kind: 'node', at: { x, y }, end: endOf(fromHandle) }));
      },
      onReconnectStart: (_: unknown, edge: { id: string }) => {
        moved.current = edge.id;
      },
      onReconnect: (_: unknown, ends: Connection) => draw(ends),
      onReconnectEnd: () => {
        moved.current = undefined;
      },
    };
    /** A tap beside all ports lets go of the wire that a tap took. */
    const letGoOfTap = () => {
      if (!flow.getState().connectionClickStartHandle) return;
      flow.setState({ connectionClickStartHandle: null });
      tapped.current = null;
      endWireDrag();
    };
    return { handlers, letGoOfTap };
  }, [services, advise, anchor, flow]);
}
