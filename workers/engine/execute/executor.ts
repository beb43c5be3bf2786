import type { Tensor } from '@tensorflow/tfjs-core';
import type { OperationAttributes, OperationName } from '../../../src/ir/operations/attributes.ts';
import type { ValueType } from '../../../src/ir/value.ts';
import type { BackendName } from '../../protocol.ts';
import type { ConstantPool } from '../constant-pool.ts';

/** What an operation may use besides its inputs. */
export interface ExecutionContext {
  readonly backend: BackendName;
  readonly constants: ConstantPool;
}

/**
 * Runs one kind of operation with tfjs kernels. Inputs stay the caller's; every output is new and the caller's to
 * dispose of, even where it shares its numbers with an input.
 */
export type Executor<N extends OperationName> = (
  inputs: readonly Tensor[],
  attributes: OperationAttributes[N],
  types: readonly ValueType[],
  context: ExecutionContext,
) => Tensor[];

/** Executors of a family of operations. */
export type Executors<N extends OperationName> = { readonly [K in N]: Executor<K> };
