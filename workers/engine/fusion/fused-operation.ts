import type { Operation } from '../../../src/ir/operation.ts';
import type { ValueId, ValueType } from '../../../src/ir/value.ts';

/** A compute shader; its buffers are bound in the order of inputs and outputs. */
export interface Kernel {
  readonly code: string;
  /** Along x and y. */
  readonly workgroups: readonly [number, number];
}

/** Several operations that a device does in one dispatch. */
export interface FusedOperation {
  readonly name: 'fused';
  /** What it computes, in an order in which it can be computed. */
  readonly operations: readonly Operation[];
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  readonly types: readonly ValueType[];
  readonly kernel: Kernel;
}

/** What an engine runs as one thing. */
export type Step = Operation | FusedOperation;

/** What a device can do in one dispatch. */
export interface FusionLimits {
  /** Buffers that a kernel may read and write. */
  readonly storageBuffers: number;
}
