import { useConnection, type ConnectionState } from '@xyflow/react';
import { useStore } from 'zustand';
import { wireDrag } from './wire-drag.ts';
import './wire-reason.css';

/** The port the wire in the hand is held over that does not take it: node, port and side. */
function refusing({ inProgress, isValid, toHandle, fromHandle }: ConnectionState): string | null {
  if (!inProgress || isValid !== false || !toHandle) return null;
  if (toHandle.type === fromHandle.type) return null;
  return [toHandle.nodeId, toHandle.id, toHandle.type].join(' ');
}

/** Puts the reason under the port it is about. */
function placeAt(reason: HTMLElement | null, node: string, port: string, type: string): void {
  const handle = document.querySelector(
    `.react-flow__handle[data-nodeid="${CSS.escape(node)}"][data-handleid="${CSS.escape(port)}"].${type}`,
  );
  const box = handle?.getBoundingClientRect();
  if (!reason || !box) return;
  reason.style.left = `${box.x + box.width / 2}px`;
  reason.style.top = `${box.bottom}px`;
}

/** Says, while a wire is held over a port that does not take it, why. */
export function WireReason() {
  const over = useConnection(refusing);
  const judge = useStore(wireDrag, (drag) => drag.judge);
  const [node = '', port = '', type = ''] = over?.split(' ') ?? [];
  if (over === null || !judge) return null;
  const plan = judge.plan({ node, port, side: type === 'source' ? 'output' : 'input' });
  if (plan.ok) return null;
  return (
    <p key={over} ref={(reason) => placeAt(reason, node, port, type)} className="wire-reason" role="status">
      {plan.reason.message}
    </p>
  );
}
