import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { watchDevice } from './watch-device.ts';

function watched() {
  const told: Diagnostic[] = [];
  let lose: (info: GPUDeviceLostInfo) => void = () => undefined;
  const lost = new Promise<GPUDeviceLostInfo>((resolve) => (lose = resolve));
  const device = Object.assign(new EventTarget(), { lost });
  watchDevice(device as unknown as GPUDevice, (problem) => told.push(problem));
  const refuse = (message: string) =>
    device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: { message } }));
  const end = async (reason: GPUDeviceLostReason, message: string) => {
    lose({ reason, message } as GPUDeviceLostInfo);
    await lost;
    await Promise.resolve();
  };
  return { told, refuse, end };
}

test('the first command the driver refuses is told, in one line; those it spoils are not', () => {
  const { told, refuse } = watched();
  refuse('too many storage buffers\n - in CreateComputePipeline');
  refuse('invalid command buffer');
  expect(told.map(({ code }) => code)).toEqual(['RUN_GPU_ERROR']);
  expect(told[0]!.message).toContain('(too many storage buffers)');
});

test('a lost device is told, one that we destroyed is not', async () => {
  const gone = watched();
  await gone.end('unknown', 'driver reset');
  expect(gone.told.map(({ code, message }) => [code, message.includes('driver reset')])).toEqual([
    ['RUN_DEVICE_LOST', true],
  ]);
  const ours = watched();
  await ours.end('destroyed', '');
  expect(ours.told).toEqual([]);
});
