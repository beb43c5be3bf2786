import type { HostTensor } from '../../../workers/protocol.ts';
import type { FixtureTensor } from './case-schema.ts';

export type NamedTensors = Readonly<Record<string, FixtureTensor>>;

/** What a case computes. */
export interface CaseValues {
  readonly outputs: NamedTensors;
  /** Of the sum of the outputs, or of Σ y · cotangent, by input. */
  readonly grads: NamedTensors;
  /** What commit leaves behind. */
  readonly state: NamedTensors;
}

export function toHost({ shape, dtype, data }: FixtureTensor): HostTensor {
  return { shape, dtype, data: dtype === 'int32' ? Int32Array.from(data) : Float32Array.from(data) };
}

export function fromHost({ shape, dtype, data }: HostTensor): FixtureTensor {
  return { shape: [...shape], dtype, data: Array.from(data) };
}

export function mapTensors<A, B>(
  named: Readonly<Record<string, A>>,
  map: (tensor: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(named).map(([name, tensor]) => [name, map(tensor)]));
}
