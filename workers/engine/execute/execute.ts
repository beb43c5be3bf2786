import type { Tensor } from '@tensorflow/tfjs-core';
import type { Operation } from '../../../src/ir/operation.ts';
import type { OperationName } from '../../../src/ir/operations/attributes.ts';
import { augmentation } from './augmentation.ts';
import { elementwise } from './elementwise.ts';
import type { ExecutionContext, Executor, Executors } from './executor.ts';
import { image } from './image.ts';
import { clone } from './kernel.ts';
import { linear } from './linear.ts';
import { normalisation } from './normalisation.ts';
import { reductions } from './reductions.ts';
import { shape } from './shape.ts';

const EXECUTORS: Executors<OperationName> = {
  constant: (_, { shape, dtype, data }, __, { constants }) => [clone(constants.get(shape, dtype, data))],
  ...elementwise,
  ...reductions,
  ...shape,
  ...linear,
  ...image,
  ...normalisation,
  ...augmentation,
};

/** Runs one operation of a program on the current backend; the outputs are the caller's to dispose of. */
export function execute(
  operation: Operation,
  inputs: readonly Tensor[],
  context: ExecutionContext,
): Tensor[] {
  // name and attributes belong together in an `Operation`, which the type of the table cannot say
  const executor = EXECUTORS[operation.name] as Executor<OperationName>;
  return executor(inputs, operation.attributes as never, operation.types, context);
}
