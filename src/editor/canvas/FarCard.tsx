import type { InternalNode } from '@xyflow/react';
import { useDrawing, useEditor } from '../editor-context.tsx';
import { diagnosticsIndex, worstOf } from '../store/diagnostics-index.ts';
import { DiagnosticBadge } from './DiagnosticBadge.tsx';
import { FateMark } from '../gradient/FateMark.tsx';
import { FarTitle } from './FarTitle.tsx';
import type { FlowNode } from './flow-types.ts';
import { FullCard } from './FullCard.tsx';
import { hasPorts } from './has-ports.ts';

const NONE: readonly never[] = [];

export type PortBounds = NonNullable<InternalNode<FlowNode>['internals']['handleBounds']>;

interface FarCardProps {
  readonly id: string;
  readonly selected: boolean;
  readonly width: number;
  readonly height: number;
  /** Where its ports stood when it was drawn in full. */
  readonly bounds: PortBounds;
}

/** One of many cards seen from afar: what can be read of it there, and nothing else. It stays as large as the whole card. */
export function FarCard({ id, selected, width, height, bounds }: FarCardProps) {
  const node = useDrawing((drawing) => drawing.node(id));
  const resolved = useDrawing((drawing) => drawing.resolved(id));
  const hasTwins = useDrawing((drawing) => drawing.hasTwins(id));
  const diagnostics = useEditor((state) => diagnosticsIndex(state.compilation).byNode.get(id) ?? NONE);
  if (!node) return null;
  const ports = [...(bounds.target ?? NONE), ...(bounds.source ?? NONE)];
  // with other ports it has to be measured anew
  if (!hasPorts(ports, [...(resolved?.inputs ?? NONE), ...(resolved?.outputs ?? NONE)])) {
    return <FullCard id={id} selected={selected} />;
  }
  return (
    <div
      className="card"
      data-alone
      data-testid={`node-${id}`}
      data-selected={selected || undefined}
      data-worst={worstOf(diagnostics)}
      data-bypassed={node.bypassed}
      data-category={node.type.slice(0, node.type.indexOf('.'))}
      style={{ width, height }}
    >
      <FateMark id={id} />
      <FarTitle id={id} label={resolved?.spec.label ?? node.type} hasTwins={hasTwins} />
      {diagnostics.length > 0 && <DiagnosticBadge diagnostics={diagnostics} />}
      {ports.map((port) => (
        // React Flow looks for ports by these marks whenever it measures the card
        <i
          key={`${port.type} ${port.id}`}
          className={`card-far-port ${port.type}`}
          data-handleid={port.id}
          data-handlepos={port.position}
          style={{ left: port.x, top: port.y, width: port.width, height: port.height }}
        />
      ))}
    </div>
  );
}
