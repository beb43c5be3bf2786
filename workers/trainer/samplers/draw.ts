import { randomStream } from '../../../src/base/random-stream.ts';
import type { Sampler } from '../../../src/ir/sampler.ts';
import { sizeOf, type ValueType } from '../../../src/ir/value.ts';
import type { HostTensor } from '../../protocol.ts';
import { sampleBernoulli } from './bernoulli.ts';
import { sampleColorJitter } from './color-jitter.ts';
import { sampleOrders } from './orders.ts';
import { sampleResizedCrop } from './resized-crop.ts';
import { sampleUniform } from './uniform.ts';

/** The random numbers of one feed at one step: a pure function of seed, stream and step. */
export function draw(
  sampler: Sampler,
  { shape, dtype }: ValueType,
  seed: number,
  stream: string,
  step: number,
): HostTensor {
  const numbers = sample(sampler, shape, seed, stream, step);
  return dtype === 'int32'
    ? { shape, dtype, data: Int32Array.from(numbers) }
    : { shape, dtype, data: numbers instanceof Float32Array ? numbers : Float32Array.from(numbers) };
}

function sample(
  sampler: Sampler,
  shape: readonly number[],
  seed: number,
  name: string,
  step: number,
): Float32Array | Int32Array {
  const stream = randomStream(seed, name);
  const images = shape[0] ?? 1;
  switch (sampler.kind) {
    case 'uniform':
      return sampleUniform(stream, step, sizeOf(shape), sampler);
    case 'bernoulli':
      return sampleBernoulli(stream, step, sizeOf(shape), sampler);
    case 'normal':
      return stream.normals(step, sizeOf(shape));
    case 'resizedCrop':
      return sampleResizedCrop(stream, step, images, sampler);
    case 'colorJitter':
      return sampleColorJitter(stream, step, images, sampler);
    case 'orders':
      return sampleOrders(stream, step, images, sampler);
    case 'permutation':
      return stream.permutation(step, images);
  }
}
