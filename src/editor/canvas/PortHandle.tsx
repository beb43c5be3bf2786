import { Handle, Position } from '@xyflow/react';
import { useStore } from 'zustand';
import type { PortKind } from '../../spec/port.ts';
import { endKey } from '../wiring/port-end.ts';
import { wireDrag } from '../wiring/wire-drag.ts';

interface PortHandleProps {
  readonly node: string;
  readonly side: 'input' | 'output';
  readonly name: string;
  readonly label: string;
  /** Undefined where it depends on what will be connected. */
  readonly kind: PortKind | undefined;
  readonly summary: string;
  /** Needed but not connected. */
  readonly missing: boolean;
}

/** Where a wire begins or ends. Weights enter from above and leave below; signals run from left to right. */
export function PortHandle({ node, side, name, label, kind, summary, missing }: PortHandleProps) {
  const input = side === 'input';
  const fits = useStore(wireDrag, (drag) => drag.fits.has(endKey({ node, port: name, side })));
  const weights = kind === 'weights';
  const position = weights
    ? input
      ? Position.Top
      : Position.Bottom
    : input
      ? Position.Left
      : Position.Right;
  return (
    <Handle
      id={name}
      type={input ? 'target' : 'source'}
      position={position}
      className="port"
      data-kind={kind ?? 'any'}
      data-missing={missing || undefined}
      data-fits={fits || undefined}
      role="button"
      aria-label={`${node} ${side} ${label}`}
      title={`${label}: ${summary}`}
    />
  );
}
