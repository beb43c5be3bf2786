import { assert } from '../../base/assert.ts';
import type { Operation, Phase } from '../../ir/operation.ts';
import { sameShape, type ValueId } from '../../ir/value.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import type { Builder } from '../builder.ts';
import { isMerged, type Step, type Surroundings } from './plan-calls.ts';

/** Which rows of which value a value of one call has become. */
export interface Part {
  readonly value: ValueId;
  readonly first: number;
  readonly count: number;
}

/** The operations that do those of all calls, with the slices that give each call its values; by position in a call. */
export function buildMerged(
  operations: readonly Operation[],
  calls: readonly (readonly Operation[])[],
  steps: readonly Step[],
  { builder, tensor }: Surroundings,
): { made: Operation[][]; parts: Map<ValueId, Part> } {
  const slices = new Map(
    operations.flatMap((operation) =>
      operation.name === 'slice' ? [[operation.outputs[0]!, operation] as const] : [],
    ),
  );
  const stacks = new Map<string, Tensor>();
  const parts = new Map<ValueId, Part>();

  /** Takes down where each of these values stands in the common one. */
  const note = (ids: readonly ValueId[], whole: Tensor): Part[] => {
    let first = 0;
    return ids.map((id) => {
      const part = { value: whole.id, first, count: tensor(id).shape[0]! };
      first += part.count;
      parts.set(id, part);
      return part;
    });
  };

  /** The rows of all these values; no copy where they are the rows of one value already. */
  const stack = (ids: readonly ValueId[]): Tensor => {
    const key = ids.join();
    const known =
      stacks.get(key) ??
      wholeOf(
        ids.map((id) => slices.get(id)),
        tensor,
      );
    const stacked = known ?? builder.concat(ids.map(tensor));
    stacks.set(key, stacked);
    note(ids, stacked);
    return stacked;
  };

  const made = steps.map((step, j) => {
    if (!isMerged(step)) return [];
    const row = calls.map((call) => call[j]!);
    const { name, inputs, outputs, origin, phase } = row[0]!;
    const { batched, differs } = step;
    let results: Tensor[] = [];
    const joint = builder.apart(() =>
      builder.within(origin, phase, () => {
        const operands = inputs.map((id, k) =>
          differs[k] || batched.repeat.includes(k) ? stack(row.map((one) => one.inputs[k]!)) : tensor(id),
        );
        results = builder.emit(name, operands, batched.attributes);
      }),
    );
    const alsoFor = row.slice(1).map((one) => one.origin);
    const named = joint.map((operation) => ({ ...operation, alsoFor }));
    const cuts = outputs.flatMap((_, o) => {
      const whole = results[o]!;
      const ids = row.map((one) => one.outputs[o]!);
      stacks.set(ids.join(), whole);
      return note(ids, whole).map((part, i) => cut(builder, row[i]!.origin, phase, whole, part, ids[i]!));
    });
    for (const operation of joint) assert(operation.types[0]!.shape.length > 0, 'what is merged has rows');
    return [...named, ...cuts];
  });
  return { made, parts };
}

/** The value whose rows these slices are, in order and without a gap. */
function wholeOf(
  slices: readonly ((Operation & { name: 'slice' }) | undefined)[],
  tensor: (id: ValueId) => Tensor,
): Tensor | undefined {
  const source = slices[0]?.inputs[0];
  if (source === undefined) return undefined;
  const whole = tensor(source);
  let from = 0;
  for (const slice of slices) {
    if (slice?.inputs[0] !== source) return undefined;
    const { begin, size } = slice.attributes;
    const rest = begin.slice(1).every((n) => n === 0) && sameShape(size.slice(1), whole.shape.slice(1));
    if (begin[0] !== from || !rest) return undefined;
    from += size[0]!;
  }
  return from === whole.shape[0] ? whole : undefined;
}

/** The rows of one call, under the name they have there. */
function cut(
  builder: Builder,
  origin: string,
  phase: Phase,
  whole: Tensor,
  { first, count }: Part,
  id: ValueId,
): Operation {
  const begin = whole.shape.map((_, axis) => (axis === 0 ? first : 0));
  const [slice] = builder.apart(() =>
    builder.within(origin, phase, () =>
      builder.emit('slice', [whole], { begin, size: [count, ...whole.shape.slice(1)] }),
    ),
  );
  return { ...slice!, outputs: [id] } as Operation;
}
