import { expect, it } from 'vitest';
import type { RunEvent } from '../protocol.ts';
import { transferableEvents } from './transferable-events.ts';

it('copies checkpoints, so that the run keeps its own when the copies are sent away', () => {
  const data = Float32Array.of(1, 2);
  const paused: RunEvent = { kind: 'paused', step: 1 };
  const tensors = { w: { shape: [2], dtype: 'float32', data } } as const;
  const saved: RunEvent = { kind: 'checkpoint', checkpoint: { step: 1, seed: 2, tensors } };
  const { events, buffers } = transferableEvents([paused, saved]);
  expect(events).toEqual([paused, saved]);
  expect(buffers).toHaveLength(1);
  structuredClone(buffers[0], { transfer: buffers });
  expect(Array.from(data)).toEqual([1, 2]);
  expect(events[1]?.kind === 'checkpoint' && events[1].checkpoint.tensors.w?.data).toHaveLength(0);
});
