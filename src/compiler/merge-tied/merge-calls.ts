import type { Operation } from '../../ir/operation.ts';
import type { ValueId } from '../../ir/value.ts';
import { arrange } from './arrange.ts';
import { buildMerged, type Part } from './build-merged.ts';
import { COSTLY, isMerged, keepOnlyUseful, planCalls, type Surroundings } from './plan-calls.ts';

export interface Merged {
  readonly operations: readonly Operation[];
  readonly parts: ReadonlyMap<ValueId, Part>;
}

/**
 * Does in one go what calls of the same weights do one after another: operation by operation, the rows of all calls stand
 * one behind another, as views on one wire do. Each value of a call is then a slice of the common one, and keeps its name.
 * What depends on the order of the calls (running statistics) stays with each call.
 *
 * @param calls operations of each call; they match one by one
 * @returns null where an operation that costs much cannot be done for all at once, or where a call waits for another one
 */
export function mergeCalls(
  operations: readonly Operation[],
  calls: readonly (readonly Operation[])[],
  surroundings: Surroundings,
): Merged | null {
  const steps = planCalls(calls, surroundings);
  const first = calls[0]!;
  const apart = first.some(({ name }, j) => COSTLY.has(name) && steps[j] === null);
  const gains = first.some(({ name }, j) => COSTLY.has(name) && isMerged(steps[j]!));
  if (apart || !gains) return null;
  keepOnlyUseful(steps, operations, calls, surroundings);
  const { made, parts } = buildMerged(operations, calls, steps, surroundings);
  const replaced = new Map<Operation, readonly Operation[]>();
  for (const [j, step] of steps.entries()) {
    if (isMerged(step))
      for (const [i, call] of calls.entries()) replaced.set(call[j]!, i === 0 ? made[j]! : []);
  }
  const arranged = arrange(operations.flatMap((operation) => replaced.get(operation) ?? [operation]));
  return arranged && { operations: arranged, parts };
}
