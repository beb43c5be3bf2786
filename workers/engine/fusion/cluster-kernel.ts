import type { Operation } from '../../../src/ir/operation.ts';
import type { ValueId } from '../../../src/ir/value.ts';
import type { Kernel } from './fused-operation.ts';

/** Operations that are to be computed together, and the values of theirs that others need. */
export interface Part {
  readonly operations: ReadonlySet<Operation>;
  readonly outputs: readonly ValueId[];
}

/** A kernel with what it reads, writes and computes. */
export interface ClusterKernel {
  /** Puts the text together, which only a kernel that is kept needs. */
  readonly shader: () => Kernel;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly ValueId[];
  readonly computed: ReadonlySet<Operation>;
}
