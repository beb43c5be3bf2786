import { backend as currentBackend, engine, env, type Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { FusedOperation } from './fused-operation.ts';
import { pipelineOf } from './pipelines.ts';

/** Members of tfjs's backend that its type calls private. Its own programs have one output, so their way is no way for us. */
interface Commands {
  readonly commandQueueOwnedIds: WeakSet<object>;
  commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
}

/**
 * Runs a fused operation on tfjs's webgpu backend, as one more dispatch in its queue: buffers are its own, and it holds them
 * until the queue is submitted. The outputs are the caller's to dispose of.
 */
export function runFused({ types, kernel }: FusedOperation, inputs: readonly Tensor[]): Tensor[] {
  const backend = currentBackend() as WebGPUBackend;
  const commands = backend as unknown as Commands;
  const made = types.map(({ shape, dtype }) => backend.makeTensorInfo([...shape], dtype));
  const all = [...inputs, ...made];
  const entries = all.map(({ dataId }, binding) => {
    backend.uploadToGPU(dataId);
    commands.commandQueueOwnedIds.add(dataId);
    return { binding, resource: { buffer: backend.tensorMap.get(dataId).resource as GPUBuffer } };
  });
  const pipeline = pipelineOf(backend.device, kernel);
  const bindings = backend.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  backend.ensureCommandEncoderReady();
  const pass = (commands.computePassEncoder ??= commands.commandEncoder.beginComputePass());
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindings);
  pass.dispatchWorkgroups(...kernel.workgroups);
  commands.dispatchCountInPass++;
  if (commands.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  return made.map((info) => engine().makeTensorFromTensorInfo(info));
}
