import { sameShape, sizeOf } from '../../../src/ir/value.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import { INEXPRESSIBLE, SHORT } from './kernel-writer.ts';
import { isReduction, type ValueGraph } from './value-graph.ts';

/** What reductions of one kernel go over: all elements of a shape, in groups along some of its axes. */
export interface ReductionDomain {
  /** Without axes of length 1. */
  readonly shape: readonly number[];
  /** For each axis of the shape whether it is reduced. */
  readonly reduced: readonly boolean[];
  readonly kept: readonly number[];
  readonly groups: number;
  /** Elements of a group. */
  readonly length: number;
}

type Reduction = Extract<Operation, { name: 'sum' | 'max' }>;

/** Whether the reduction is long enough for several threads. */
export function isLong(operation: Operation, graph: ValueGraph): operation is Reduction {
  if (!isReduction(operation)) return false;
  const { shape } = graph.typeOf(operation.inputs[0]!);
  return sizeOf(shape) / sizeOf(operation.types[0]!.shape) > SHORT;
}

function domainOf(operation: Reduction, graph: ValueGraph): ReductionDomain {
  const { shape } = graph.typeOf(operation.inputs[0]!);
  const { axes } = operation.attributes;
  const long = shape.flatMap((n, axis) => (n === 1 ? [] : [axis]));
  const reduced = long.map((axis) => axes.includes(axis));
  const squeezed = long.map((axis) => shape[axis]!);
  const kept = squeezed.filter((_, axis) => !reduced[axis]);
  return { shape: squeezed, reduced, kept, groups: sizeOf(kept), length: sizeOf(squeezed) / sizeOf(kept) };
}

/**
 * The domain that all long reductions among the operations have in common; null where there is none. Throws
 * `INEXPRESSIBLE` where they differ.
 */
export function reductionDomain(operations: Iterable<Operation>, graph: ValueGraph): ReductionDomain | null {
  let common: ReductionDomain | null = null;
  for (const operation of operations) {
    if (!isLong(operation, graph)) continue;
    const domain = domainOf(operation, graph);
    if (
      common &&
      !(
        sameShape(common.shape, domain.shape) &&
        common.reduced.every((is, axis) => is === domain.reduced[axis])
      )
    ) {
      throw INEXPRESSIBLE;
    }
    common = domain;
  }
  return common;
}
