import { BaseEdge, EdgeLabelRenderer, useStore as useFlowStore, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { useWirePoints } from '../annotations/use-wire-points.ts';
import { WirePoints } from '../annotations/WirePoints.tsx';
import type { Wire } from '../../ir/program.ts';
import { useDrawing, useEditor } from '../editor-context.tsx';
import { GradientNorm } from '../gradient/GradientNorm.tsx';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import { wireTarget } from '../wiring/wire-target.ts';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import { crossingBetween } from './drawn-wires.ts';
import type { FlowEdge } from './flow-types.ts';
import { onWires } from './on-wires.ts';
import { shortWireLabel, wireShape } from './wire-label.ts';
import { wireLine } from './wire-line.ts';

const NONE: readonly never[] = [];

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
  const flow = useEditor((state) => state.compilation?.gradient.edges.get(id));
  const diagnostics = useEditor((state) => diagnosticsIndex(state.compilation).byEdge.get(id) ?? NONE);
  const target = useStore(wireTarget, (held) =>
    held.edge === id ? (held.takes ? 'takes' : 'refuses') : undefined,
  );
  const { kept, points, hold } = useWirePoints(id, source, props.target);
  const shown = useStore(onWires, (all) => all[id]);
  const turn = useFlowStore(({ nodeLookup }) => crossingBetween(nodeLookup, source, props.target, props));
  const [path, x, y] = wireLine({ ...props, crossing: turn }, points);
  return (
    <>
      <BaseEdge path={path} interactionWidth={16} className="wire-halo" />
      <BaseEdge
        path={path}
        interactionWidth={16}
        className="wire"
        data-kind={kind ?? 'any'}
        data-flow={flow}
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
            data-bearing={shown !== undefined || undefined}
            data-testid={`wire-${id}`}
            style={{ transform: `translate(-50%, -100%) translate(${x}px, ${y - 4}px)` }}
          >
            <WireLabel wire={wire} />
            <GradientNorm wire={id} />
            {shown && <span className="on-wire">{shown}</span>}
            {diagnostics.length > 0 && <DiagnosticBadge diagnostics={diagnostics} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
