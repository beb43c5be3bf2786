/* eslint-disable boundaries/dependencies, no-restricted-imports -- serves tests, which may reach for the engine */
import '@tensorflow/tfjs';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import type { Block } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import { ConstantPool } from '../../workers/engine/constant-pool.ts';
import { planBlock } from '../../workers/engine/block-plan.ts';
import { disposeAll, uploadFeeds } from '../../workers/engine/device-values.ts';
import { download } from '../../workers/engine/host-tensor.ts';
import { runBlock } from '../../workers/engine/run-block.ts';
import { startWasmBackend } from '../../workers/kernels/wasm/start-wasm-backend.ts';
import type { HostTensor } from '../../workers/protocol.ts';

/** The backends every machine has. */
export const BACKENDS = ['cpu', 'wasm'] as const;
export type TestBackend = (typeof BACKENDS)[number];

export async function useBackend(backend: TestBackend): Promise<void> {
  if (backend === 'wasm') await startWasmBackend();
  else await setBackend('cpu');
  await ready();
}

export function floats(shape: readonly number[], data: ArrayLike<number>): HostTensor {
  return { shape, dtype: 'float32', data: Float32Array.from(data) };
}

/** Runs a block whose every tensor is fed, and reads the wanted values back. */
export async function runOn(
  backend: TestBackend,
  block: Block,
  feeds: ReadonlyMap<ValueId, HostTensor>,
  wanted: readonly ValueId[],
): Promise<Map<ValueId, HostTensor>> {
  const constants = new ConstantPool();
  const lent = (id: ValueId): never => {
    throw new Error(`${id} is not fed`);
  };
  const kept = runBlock(planBlock(block, wanted), lent, uploadFeeds(feeds), { backend, constants });
  const read = await Promise.all([...kept].map(async ([id, value]) => [id, await download(value)] as const));
  disposeAll(kept);
  constants.dispose();
  return new Map(read);
}

/** max |got − expected| over the largest magnitude expected (at least 1e-6); infinite where shapes differ. */
export function relativeError(got: HostTensor, expected: HostTensor): number {
  if (got.shape.join() !== expected.shape.join()) return Infinity;
  let worst = 0;
  let scale = 1e-6;
  for (let i = 0; i < expected.data.length; i++) {
    const difference = Math.abs(got.data[i]! - expected.data[i]!);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
    scale = Math.max(scale, Math.abs(expected.data[i]!));
  }
  return worst / scale;
}
