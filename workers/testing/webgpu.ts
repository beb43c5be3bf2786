import { existsSync } from 'node:fs';
import { provideNodeGpu } from '../engine/backends/node-gpu.ts';
import { webgpuDriver } from '../engine/backends/webgpu-driver.ts';

/** Refusals and losses of the device since the start. */
export const deviceProblems: string[] = [];

/** The emulated graphics that Debian's Chromium brings along. */
const EMULATED = '/usr/lib/chromium/vk_swiftshader_icd.json';

/**
 * Makes WebGPU tfjs's current backend, emulated where the machine names no driver; gives why it cannot be, or null.
 * Continuous integration has it, so nothing is skipped there: throws instead.
 */
export async function startWebGpu(): Promise<string | null> {
  const missing = await start();
  if (missing !== null && process.env['CI']) throw new Error(`WebGPU is needed here: ${missing}`);
  return missing;
}

async function start(): Promise<string | null> {
  if (process.env['VK_ICD_FILENAMES'] === undefined && existsSync(EMULATED)) {
    process.env['VK_ICD_FILENAMES'] = EMULATED;
  }
  const missing = await provideNodeGpu();
  if (missing !== null) return missing;
  const driver = webgpuDriver(({ message }) => deviceProblems.push(message));
  const { usable, detail } = await driver.detect();
  if (!usable) return detail;
  await driver.start();
  return null;
}
