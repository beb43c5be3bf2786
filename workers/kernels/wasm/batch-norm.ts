import { util } from '@tensorflow/tfjs-core';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { defineKernel } from './define-kernel.ts';
import { address, withScratch } from './heap.ts';
import { native } from './native.ts';

interface Attrs {
  /** Equal parts of the rows, each with statistics of its own. */
  readonly groups: number;
  readonly epsilon: number;
}
type Inputs = Record<'x' | 'scale' | 'offset', TensorInfo>;
type GradientInputs = Record<'dy' | 'x' | 'scale' | 'mean' | 'variance', TensorInfo>;

/** The tensor as groups × rows × channels. */
function grouped({ shape }: TensorInfo, groups: number): [groups: number, rows: number, channels: number] {
  const channels = shape.at(-1)!;
  return [groups, util.sizeFromShape(shape) / channels / groups, channels];
}

/**
 * Batch norm with the statistics of the batch and its gradient, which tfjs composes of a dozen kernels, each a pass over the
 * whole tensor. They are kernels of our own, not of tfjs's names.
 *
 * - `BatchNormOfBatch`: x […,C], scale and offset [C] → y like x, mean and variance [groups,C]
 * - `BatchNormOfBatchGradient`: dy and x […,C], scale [C], mean and variance [groups,C] → dx like x, dscale and doffset [C]
 */
export const batchNorm: KernelConfig[] = [
  defineKernel<Inputs, Attrs>('BatchNormOfBatch', ({ inputs, backend, attrs }) => {
    const { x, scale, offset } = inputs;
    const sizes = grouped(x, attrs.groups);
    const statistics = [attrs.groups, sizes[2]];
    const outputs = [x.shape, statistics, statistics].map((shape) => backend.makeOutput(shape, 'float32'));
    const at = (tensor: TensorInfo): number => address(backend, tensor);
    const [y, mean, variance] = outputs.map(at) as [number, number, number];
    withScratch(backend, 8 * sizes[2], (scratch) =>
      native(backend).batchNorm(
        at(x),
        at(scale),
        at(offset),
        y,
        mean,
        variance,
        ...sizes,
        attrs.epsilon,
        scratch,
      ),
    );
    return outputs;
  }),

  defineKernel<GradientInputs, Attrs>('BatchNormOfBatchGradient', ({ inputs, backend, attrs }) => {
    const { dy, x, scale, mean, variance } = inputs;
    const sizes = grouped(x, attrs.groups);
    const outputs = [x.shape, scale.shape, scale.shape].map((shape) => backend.makeOutput(shape, 'float32'));
    const at = (tensor: TensorInfo): number => address(backend, tensor);
    const [dx, dscale, doffset] = outputs.map(at) as [number, number, number];
    withScratch(backend, 28 * sizes[2], (scratch) =>
      native(backend).batchNormGradient(
        at(dy),
        at(x),
        at(scale),
        at(mean),
        at(variance),
        dx,
        dscale,
        doffset,
        ...sizes,
        attrs.epsilon,
        scratch,
      ),
    );
    return outputs;
  }),
];
