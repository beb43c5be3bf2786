import {
  BaseEdge,
  EdgeLabelRenderer,
  getBezierPath,
  getSmoothStepPath,
  Position,
  type EdgeProps,
} from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { useWirePoints } from '../annotations/use-wire-points.ts';
import { WirePoints } from '../annotations/WirePoints.tsx';
import type { Wire } from '../../ir/program.ts';
import { useDrawing, useEditor } from '../editor-context.tsx';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import { wireTarget } from '../wiring/wire-target.ts';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import type { FlowEdge } from './flow-elements.ts';
import { pathThrough, type Point, type WireEnd } from './wire-path.ts';
import { shortWireLabel, wireShape } from './wire-label.ts';

const NONE: readonly never[] = [];

const OUT: Readonly<Record<Position, Point>> = {
  [Position.Left]: { x: -1, y: 0 },
  [Position.Right]: { x: 1, y: 0 },
  [Position.Top]: { x: 0, y: -1 },
  [Position.Bottom]: { x: 0, y: 1 },
};

function wireEnd(props: EdgeProps<FlowEdge>, end: 'source' | 'target'): WireEnd {
  return { x: props[`${end}X`], y: props[`${end}Y`], out: OUT[props[`${end}Position`]] };
}

/** A line through the points a person set, else a curve; where a signal runs back to a node further left, a line around the corners, which is easier to follow. */
function wirePath(
  props: EdgeProps<FlowEdge>,
  points: readonly Point[],
): [path: string, labelX: number, labelY: number] {
  if (points.length > 0) {
    const { path, label } = pathThrough(wireEnd(props, 'source'), points, wireEnd(props, 'target'));
    return [path, label.x, label.y];
  }
  const backwards = props.sourcePosition === Position.Right && props.targetX < props.sourceX + 24;
  const [path, x, y] = backwards
    ? getSmoothStepPath({ ...props, borderRadius: 14, offset: 22 })
    : getBezierPath(props);
  return [path, x, y];
}

/**
 * The batch, with a badge for its views, above the rest of the shape, so that it fits between two cards; short where
 * the canvas is seen from further away (the style sheet chooses, so that zooming draws no wire again).
 */
function WireLabel({ wire }: { readonly wire: Wire | undefined }) {
  const shape = wireShape(wire);
  if (!shape) return null;
  const { views, batch, rest } = shape;
  return (
    <span className="wire-shape" data-short={shortWireLabel(wire)}>
      <span>
        {views !== null && (
          <b className="wire-views" title={`${views} views`}>
            {views}×
          </b>
        )}
        {batch}
      </span>
      {rest !== null && <span className="visually-hidden"> · </span>}
      {rest !== null && <span>{rest}</span>}
    </span>
  );
}

/** A wire in the colour of its kind, with the shape that travels on it; weights are drawn dashed. */
export const WireEdge = memo(function WireEdge(props: EdgeProps<FlowEdge>) {
  const { id, source, sourceHandleId, selected } = props;
  const kind = useDrawing((drawing) => drawing.kind(`${source}.${sourceHandleId ?? ''}`));
  const wire = useEditor((state) => state.compilation?.wires.get(id));
  const labelled = wire !== undefined && wire.kind !== 'weights';
  const cut = useEditor((state) => state.compilation?.gradient.edges.get(id) === 'cut');
  const diagnostics = useEditor((state) => diagnosticsIndex(state.compilation).byEdge.get(id) ?? NONE);
  const target = useStore(wireTarget, (held) =>
    held.edge === id ? (held.takes ? 'takes' : 'refuses') : undefined,
  );
  const { kept, points, hold } = useWirePoints(id, source, props.target);
  const [path, x, y] = wirePath(props, points);
  return (
    <>
      <BaseEdge path={path} interactionWidth={16} className="wire-halo" />
      <BaseEdge
        path={path}
        interactionWidth={16}
        className="wire"
        data-kind={kind ?? 'any'}
        data-cut={cut || undefined}
        data-target={target}
        data-selected={selected || undefined}
        data-faulty={diagnostics.length > 0 || undefined}
      />
      {points.length > 0 && (
        <WirePoints
          wire={id}
          kept={kept}
          points={points}
          kind={kind ?? 'any'}
          selected={selected ?? false}
          onHold={hold}
        />
      )}
      {(labelled || diagnostics.length > 0) && (
        <EdgeLabelRenderer>
          <div
            className="wire-label nodrag nopan"
            data-kind={kind ?? 'any'}
            data-selected={selected || undefined}
            data-faulty={diagnostics.length > 0 || undefined}
            data-testid={`wire-${id}`}
            style={{ transform: `translate(-50%, -100%) translate(${x}px, ${y - 4}px)` }}
          >
            <WireLabel wire={wire} />
            {diagnostics.length > 0 && <DiagnosticBadge diagnostics={diagnostics} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
