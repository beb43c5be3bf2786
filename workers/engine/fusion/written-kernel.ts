import type { Operation } from '../../../src/ir/operation.ts';
import { colorJitterKernel } from './color-jitter-kernel.ts';
import { convolution, inputGradient, kernelGradient } from './convolution-kernels.ts';
import type { FusedOperation } from './fused-operation.ts';
import type { ValueGraph } from './value-graph.ts';

/** A kernel of our own for an operation that is not put together from others; null where tfjs has to do. */
export function writtenKernel(operation: Operation, graph: ValueGraph): FusedOperation | null {
  if (!operation.inputs.every((id) => graph.knows(id))) return null;
  switch (operation.name) {
    case 'colorJitter':
      return colorJitterKernel(operation, graph);
    case 'conv2d':
      return convolution(operation, graph);
    case 'conv2dInputGradient':
      return inputGradient(operation, graph);
    case 'conv2dKernelGradient':
      return kernelGradient(operation, graph);
    default:
      return null;
  }
}
