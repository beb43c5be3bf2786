import { getBezierPath, type ConnectionLineComponentProps } from '@xyflow/react';
import { useDrawing } from '../editor-context.tsx';

/** The wire in the hand: in its kind's colour, red over a port that does not take it. */
export function ConnectionWire(props: ConnectionLineComponentProps) {
  const { fromX, fromY, fromPosition, toX, toY, toPosition, fromHandle, connectionStatus } = props;
  const kind = useDrawing((drawing) => drawing.kind(`${fromHandle.nodeId}.${fromHandle.id ?? ''}`));
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  });
  return (
    <path
      d={path}
      fill="none"
      className="wire wire-in-hand"
      data-kind={kind ?? 'any'}
      data-faulty={connectionStatus === 'invalid' || undefined}
    />
  );
}
