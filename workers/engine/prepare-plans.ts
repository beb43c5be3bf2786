import { backend as currentBackend } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { BlockPlan } from './block-plan.ts';
import { preparePipelines } from './fusion/pipelines.ts';

/** Compiles the kernels of plans for the current backend, without keeping this thread; at once where there are none. */
export async function preparePlans(plans: readonly BlockPlan[]): Promise<void> {
  const kernels = plans
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ operation }) => (operation.name === 'fused' ? [operation.kernel] : []));
  if (kernels.length > 0) await preparePipelines((currentBackend() as WebGPUBackend).device, kernels);
}
