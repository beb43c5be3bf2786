import { tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { HostTensor } from '../protocol.ts';

/** The numbers as a tensor of the current backend. They must not change afterwards. */
export function upload({ data, shape, dtype }: HostTensor): Tensor {
  return tensor(data, [...shape], dtype);
}

/** A copy of the tensor's numbers. */
export async function download(source: Tensor): Promise<HostTensor> {
  return toHost(source, await source.data());
}

/** A copy of the tensor's numbers, at once; only where reading does not wait for a device. */
export function downloadNow(source: Tensor): HostTensor {
  return toHost(source, source.dataSync());
}

function toHost(source: Tensor, values: ArrayLike<number>): HostTensor {
  // always a copy: the cpu backend hands out its own memory
  return source.dtype === 'int32'
    ? { shape: source.shape, dtype: 'int32', data: new Int32Array(values) }
    : { shape: source.shape, dtype: 'float32', data: new Float32Array(values) };
}

export function isFinite(host: HostTensor): boolean {
  if (host.dtype === 'int32') return true;
  for (const value of host.data) if (!Number.isFinite(value)) return false;
  return true;
}
