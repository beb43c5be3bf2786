import type { Kernel } from './fused-operation.ts';

/** By the shader's text: programs, and the plans of one program, have many kernels in common. */
const known = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();
const coming = new WeakMap<GPUDevice, Map<string, Promise<void>>>();

function of<V>(all: WeakMap<GPUDevice, Map<string, V>>, device: GPUDevice): Map<string, V> {
  const found = all.get(device) ?? new Map<string, V>();
  all.set(device, found);
  return found;
}

function describe(device: GPUDevice, code: string): GPUComputePipelineDescriptor {
  const module = device.createShaderModule({ code, label: 'fused' });
  return { layout: 'auto', compute: { module, entryPoint: 'main' } };
}

/** The kernel's pipeline; compiled on the spot, where nobody has prepared it. */
export function pipelineOf(device: GPUDevice, { code }: Kernel): GPUComputePipeline {
  const pipelines = of(known, device);
  let pipeline = pipelines.get(code);
  if (!pipeline) {
    pipeline = device.createComputePipeline(describe(device, code));
    pipelines.set(code, pipeline);
  }
  return pipeline;
}

/**
 * Compiles what is not compiled yet, all at once and on the driver's threads. Rejects with the driver's reason where it
 * refuses one.
 */
export async function preparePipelines(device: GPUDevice, kernels: Iterable<Kernel>): Promise<void> {
  const [pipelines, waiting] = [of(known, device), of(coming, device)];
  const prepare = async (code: string): Promise<void> => {
    try {
      pipelines.set(code, await device.createComputePipelineAsync(describe(device, code)));
    } finally {
      waiting.delete(code);
    }
  };
  const all = [...kernels].flatMap(({ code }) => {
    if (pipelines.has(code)) return [];
    const promise = waiting.get(code) ?? prepare(code);
    waiting.set(code, promise);
    return [promise];
  });
  await Promise.all(all);
}
