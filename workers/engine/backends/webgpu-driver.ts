import {
  env,
  findBackendFactory,
  ready,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { watchDevice } from './watch-device.ts';
import { isSoftwareName, messageOf, unusable, type BackendDriver, type Detection } from './driver.ts';

/** What tfjs's kernels may need more of than a device has by default. */
const LIMITS = [
  'maxStorageBuffersPerShaderStage',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** Asked for where they are offered, so that kernels may use them; none of ours does yet. */
const FEATURES = ['shader-f16', 'subgroups'] as const;

/** The product that is blocked in shared memory, without float atomics: the same numbers at every run. */
const MATMUL_PACKED = 3;

/** tfjs on a WebGPU device of our own. `report` hears of the device's loss and of commands that it refused. */
export function webgpuDriver(report: (problem: Diagnostic) => void): BackendDriver {
  return { backend: 'webgpu', detect, load, start: () => start(report) };
}

function requestAdapter(): Promise<GPUAdapter | null> {
  return navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
}

async function detect(): Promise<Detection> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) return unusable('there is no WebGPU here');
  try {
    const adapter = await requestAdapter();
    if (!adapter) return unusable('WebGPU finds no graphics adapter');
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'unnamed adapter';
    const software = isFallbackAdapter || isSoftwareName(name);
    const where = software ? `${name}, emulated on the processor` : name;
    return { usable: true, software, detail: `${where} (${features(adapter).join(', ') || 'no extras'})` };
  } catch (error) {
    return unusable(messageOf(error));
  }
}

function features({ features: offered }: GPUAdapter): GPUFeatureName[] {
  return FEATURES.filter((feature) => offered.has(feature));
}

const load = () => import('@tensorflow/tfjs-backend-webgpu');

async function start(report: (problem: Diagnostic) => void): Promise<undefined> {
  const { WebGPUBackend } = await load();
  const adapter = await requestAdapter();
  if (!adapter) throw new Error('WebGPU finds no graphics adapter any more');
  const requiredLimits = Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  const device = await adapter.requestDevice({ requiredFeatures: features(adapter), requiredLimits });
  watchDevice(device, report);

  // small operations must not move to the processor, nor sums depend on the order in which threads come
  env().set('WEBGPU_CPU_FORWARD', false);
  env().set('WEBGPU_MATMUL_PROGRAM_TYPE', MATMUL_PACKED);
  env().set('WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE', false);
  // tfjs's own device has the default limits, and nobody listens to its errors
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  registerBackend('webgpu', () => Promise.resolve(new WebGPUBackend(device, adapter.info)), 3);
  if (!(await setBackend('webgpu'))) throw new Error("tfjs's webgpu backend could not be started");
  await ready();
}
