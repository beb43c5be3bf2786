import type { Checkpoint, HostTensor, RunEvent } from '../protocol.ts';

/**
 * Events in a form that can be sent without another copy: checkpoints are copied once, as the run keeps its own, and the
 * copies' buffers are listed for transfer.
 */
export function transferableEvents(events: readonly RunEvent[]): {
  readonly events: readonly RunEvent[];
  readonly buffers: ArrayBuffer[];
} {
  const buffers: ArrayBuffer[] = [];
  const copied = events.map((event) =>
    event.kind === 'checkpoint' ? { ...event, checkpoint: copyCheckpoint(event.checkpoint, buffers) } : event,
  );
  return { events: copied, buffers };
}

function copyCheckpoint(checkpoint: Checkpoint, buffers: ArrayBuffer[]): Checkpoint {
  const tensors = Object.entries(checkpoint.tensors).map(([id, host]): [string, HostTensor] => {
    const data = host.data.slice();
    buffers.push(data.buffer as ArrayBuffer);
    return [id, { ...host, data }];
  });
  return { ...checkpoint, tensors: Object.fromEntries(tensors) };
}
