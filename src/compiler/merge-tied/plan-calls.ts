import type { Operation } from '../../ir/operation.ts';
import type { OperationName } from '../../ir/operations/attributes.ts';
import { sameShape, type ValueId } from '../../ir/value.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import type { Builder } from '../builder.ts';
import { BATCHING_RULES, type Batched, type BatchingRule } from './batching-rules.ts';

/** What is known of the block whose calls are merged. */
export interface Surroundings {
  readonly builder: Builder;
  readonly tensor: (id: ValueId) => Tensor;
  /** One name for all values that are computed alike. */
  readonly canonical: (value: ValueId) => ValueId;
  /** Values on wires. */
  readonly signals: ReadonlySet<ValueId>;
}

/** Operations whose cost makes it worth while to do them once for several calls. */
export const COSTLY: ReadonlySet<OperationName> = new Set(['matMul', 'conv2d', 'maxPool2d', 'batchNorm']);

/** What becomes of one operation of every call: done for all at once, `shared` where it is the same for all anyway, or left apart. */
export type Step = { readonly batched: Batched; readonly differs: readonly boolean[] } | 'shared' | null;

export function isMerged(step: Step): step is Exclude<Step, 'shared' | null> {
  return step !== null && step !== 'shared';
}

/** What becomes of each operation of the calls, by its position in a call. */
export function planCalls(
  calls: readonly (readonly Operation[])[],
  { tensor, canonical }: Surroundings,
): Step[] {
  const own = new Set(calls.flatMap((call) => call.flatMap(({ outputs }) => outputs)));
  /** Values of the later calls, by call, that are rows of the same value as one of the first call's. */
  const together = new Map<ValueId, readonly ValueId[]>();

  return calls[0]!.map((leading, j): Step => {
    const row = calls.map((call) => call[j]!);
    const operands = leading.inputs.map((_, k) => row.map(({ inputs }) => inputs[k]!));
    const differs = operands.map((ids) => ids.some((id) => canonical(id) !== canonical(ids[0]!)));
    const alike = row.every(({ attributes }) => same(attributes, leading.attributes));
    if (alike && !differs.some(Boolean)) return 'shared';
    const stackable = operands.every((ids, k) => {
      if (!differs[k]) return true;
      const known = together.get(ids[0]!);
      if (known) return ids.every((id, i) => id === known[i]);
      // from outside: a signal or random numbers; what a call left behind for the next one is not there yet
      return !ids.some((id) => own.has(id)) && haveLikeRows(ids.map(tensor));
    });
    if (!stackable) return null;
    const rule = BATCHING_RULES[leading.name] as BatchingRule<OperationName>;
    const batched = rule({
      operands: operands.map((ids) => ids.map((id) => tensor(id).shape)),
      output: row.map(({ types }) => types[0]!.shape),
      differs,
      attributes: row.map(({ attributes }) => attributes),
    });
    if (!batched) return null;
    leading.outputs.forEach((id, o) =>
      together.set(
        id,
        row.map(({ outputs }) => outputs[o]!),
      ),
    );
    return { batched, differs };
  });
}

function haveLikeRows(tensors: readonly Tensor[]): boolean {
  const [first] = tensors;
  return tensors.every(
    ({ shape, dtype }) =>
      shape.length > 0 && dtype === first!.dtype && sameShape(shape.slice(1), first!.shape.slice(1)),
  );
}

function same(a: object, b: object): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Takes back what would be joined only to be cut apart again: cheap operations that no merged one and no wire asks for. */
export function keepOnlyUseful(
  steps: Step[],
  operations: readonly Operation[],
  calls: readonly (readonly Operation[])[],
  { signals }: Surroundings,
): void {
  const inside = new Set(calls.flat());
  const wanted = new Set(signals);
  for (const operation of operations) {
    if (!inside.has(operation)) for (const id of operation.inputs) wanted.add(id);
  }
  const first = calls[0]!;
  for (let j = first.length - 1; j >= 0; j--) {
    if (!isMerged(steps[j]!)) continue;
    const { name, inputs, outputs } = first[j]!;
    if (!COSTLY.has(name) && !outputs.some((id) => wanted.has(id))) steps[j] = null;
    else for (const id of inputs) wanted.add(id);
  }
}
