import type { Tensor } from '@tensorflow/tfjs-core';
import type { ValueId } from '../../src/ir/value.ts';
import type { HostTensor } from '../protocol.ts';
import { upload } from './host-tensor.ts';

/** Tensors by value, the caller's to dispose of. */
export function uploadFeeds(feeds: ReadonlyMap<ValueId, HostTensor>): Map<ValueId, Tensor> {
  return new Map([...feeds].map(([id, host]) => [id, upload(host)]));
}

export function disposeAll(values: ReadonlyMap<ValueId, Tensor>): void {
  for (const tensor of values.values()) tensor.dispose();
}
