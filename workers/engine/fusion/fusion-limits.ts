import { backend as currentBackend } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BackendName } from '../../protocol.ts';
import type { FusionLimits } from './fused-operation.ts';

/** What the current backend can do in one dispatch; null where it runs operations one by one. */
export function fusionLimits(backend: BackendName): FusionLimits | null {
  if (backend !== 'webgpu') return null;
  const { device } = currentBackend() as WebGPUBackend;
  return { storageBuffers: device.limits.maxStorageBuffersPerShaderStage };
}
