import { provideNodeGpu } from '../engine/backends/node-gpu.ts';
import { webgpuDriver } from '../engine/backends/webgpu-driver.ts';

/** Refusals and losses of the device since the start. */
export const deviceProblems: string[] = [];

/** Makes WebGPU tfjs's current backend; gives why it cannot be, or null. */
export async function startWebGpu(): Promise<string | null> {
  const missing = await provideNodeGpu();
  if (missing !== null) return missing;
  const driver = webgpuDriver(({ message }) => deviceProblems.push(message));
  const { usable, detail } = await driver.detect();
  if (!usable) return detail;
  await driver.start();
  return null;
}
