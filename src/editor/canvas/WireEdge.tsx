import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useDrawing, useEditor } from '../editor-context.tsx';
import { diagnosticsIndex } from '../store/diagnostics-index.ts';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import type { FlowEdge } from './flow-elements.ts';
import { wireLabel } from './wire-label.ts';

const NONE: readonly never[] = [];

/** A wire in the colour of its kind, with the shape that travels on it; weights are drawn dashed. */
export const WireEdge = memo(function WireEdge(props: EdgeProps<FlowEdge>) {
  const { id, source, sourceHandleId, selected } = props;
  const kind = useDrawing((drawing) => drawing.kind(`${source}.${sourceHandleId ?? ''}`));
  const label = useEditor((state) => wireLabel(state.compilation?.wires.get(id)));
  const cut = useEditor((state) => state.compilation?.gradient.edges.get(id) === 'cut');
  const diagnostics = useEditor((state) => diagnosticsIndex(state.compilation).byEdge.get(id) ?? NONE);
  const [path, x, y] = getBezierPath(props);
  return (
    <>
      <BaseEdge path={path} interactionWidth={16} className="wire-halo" />
      <BaseEdge
        path={path}
        interactionWidth={16}
        className="wire"
        data-kind={kind ?? 'any'}
        data-cut={cut || undefined}
        data-selected={selected || undefined}
        data-faulty={diagnostics.length > 0 || undefined}
      />
      {(label !== null || diagnostics.length > 0) && (
        <EdgeLabelRenderer>
          <div
            className="wire-label nodrag nopan"
            data-kind={kind ?? 'any'}
            data-selected={selected || undefined}
            data-faulty={diagnostics.length > 0 || undefined}
            data-testid={`wire-${id}`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {label}
            {diagnostics.length > 0 && <DiagnosticBadge diagnostics={diagnostics} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
