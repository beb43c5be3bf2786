import { EdgeLabelRenderer, useReactFlow } from '@xyflow/react';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Point } from '../canvas/wire-path.ts';
import { moveWaypoint, removeWaypoint } from '../commands/set-waypoints.ts';
import { useServices } from '../editor-context.tsx';
import type { HeldPoint } from './use-wire-points.ts';
import './wire-points.css';

interface WirePointsProps {
  readonly wire: string;
  readonly kept: readonly Point[];
  /** Where they are drawn. */
  readonly points: readonly Point[];
  readonly kind: string;
  readonly selected: boolean;
  readonly onHold: (held: HeldPoint | null) => void;
}

const GRID = 10;
const STEPS: Readonly<Partial<Record<string, readonly [number, number]>>> = {
  ArrowLeft: [-GRID, 0],
  ArrowRight: [GRID, 0],
  ArrowUp: [0, -GRID],
  ArrowDown: [0, GRID],
};
const round = (value: number): number => Math.round(value / GRID) * GRID;

/** The points a wire is led through: dragged or moved by the arrow keys; a double-click or Delete removes one. */
export function WirePoints({ wire, kept, points, kind, selected, onHold }: WirePointsProps) {
  const { store } = useServices();
  const { screenToFlowPosition } = useReactFlow();
  const dragged = useRef<HeldPoint | null>(null);
  const { run, select, endGesture } = store.getState();

  const follow = (index: number, { clientX, clientY }: PointerEvent) => {
    const { x, y } = screenToFlowPosition({ x: clientX, y: clientY });
    const held = { index, at: { x: round(x), y: round(y) } };
    dragged.current = held;
    onHold(held);
  };
  const drop = () => {
    const held = dragged.current;
    dragged.current = null;
    onHold(null);
    const before = held && kept[held.index];
    if (!held || !before || (before.x === held.at.x && before.y === held.at.y)) return;
    run(moveWaypoint(wire, kept, held.index, held.at));
  };
  const press = (index: number, event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const point = kept[index]!;
    if (event.key === 'Delete' || event.key === 'Backspace') run(removeWaypoint(wire, kept, index));
    else if (step) {
      const at = { x: point.x + step[0], y: point.y + step[1] };
      run(moveWaypoint(wire, kept, index, at, `point:${wire}:${index}`));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <EdgeLabelRenderer>
      {points.map(({ x, y }, index) => (
        <button
          // a point has no name but its place in the row
          key={index}
          type="button"
          className="wire-point nodrag nopan nokey"
          data-kind={kind}
          data-selected={selected || undefined}
          data-testid={`point-${wire}-${index}`}
          aria-label={`Point ${index + 1} of ${points.length} of the wire ${wire.replace('->', ' to ')}. Arrow keys move it, Delete removes it.`}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            select({ nodes: [], edges: [wire] });
            dragged.current = { index, at: kept[index]! };
          }}
          onPointerMove={(event) => dragged.current && follow(index, event)}
          onPointerUp={drop}
          onPointerCancel={() => {
            dragged.current = null;
            onHold(null);
          }}
          onDoubleClick={(event) => {
            event.stopPropagation();
            run(removeWaypoint(wire, kept, index));
          }}
          onKeyDown={(event) => press(index, event)}
          onBlur={endGesture}
        />
      ))}
    </EdgeLabelRenderer>
  );
}
