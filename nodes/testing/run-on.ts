import type { Block } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import { cpuDriver } from '../../workers/engine/backends/cpu-driver.ts';
import { wasmDriver } from '../../workers/engine/backends/wasm-driver.ts';
import { evaluate } from '../../workers/engine/evaluate.ts';
import type { HostTensor } from '../../workers/protocol.ts';

/** The backends every machine has. */
export const BACKENDS = ['cpu', 'wasm'] as const;
export type TestBackend = (typeof BACKENDS)[number];

export async function useBackend(backend: TestBackend): Promise<void> {
  await (backend === 'wasm' ? wasmDriver() : cpuDriver()).start();
}

export function floats(shape: readonly number[], data: ArrayLike<number>): HostTensor {
  return { shape, dtype: 'float32', data: Float32Array.from(data) };
}

/** Runs a block on the backend in use, which is this one, every tensor given by its id; gives the wanted values. */
export async function runOn(
  backend: TestBackend,
  block: Block,
  given: Readonly<Record<ValueId, HostTensor>>,
  outputs: readonly ValueId[],
): Promise<Readonly<Record<ValueId, HostTensor>>> {
  const values = await evaluate({ block, given, outputs }, backend);
  if (!values.ok) throw new Error(values.problems.map(({ message }) => message).join(' '));
  return values.value;
}
