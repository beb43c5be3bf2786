import { assert, defined } from '../../src/base/assert.ts';
import type { Operation } from '../../src/ir/operation.ts';
import type { Block, Feed } from '../../src/ir/program.ts';
import type { ValueId, ValueType } from '../../src/ir/value.ts';
import { fuse } from './fusion/fuse.ts';
import type { FusionLimits, Step } from './fusion/fused-operation.ts';

/** One operation with its values by slot. */
export interface Instruction<S extends Step = Step> {
  readonly operation: S;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Slots that nothing reads after this instruction. */
  readonly dead: readonly number[];
}

/**
 * A block made ready to be run many times: values are numbered, and it is known when each one can be freed. A plan of
 * operations runs what the block says; in a plan of steps several of them may have become one.
 */
export interface BlockPlan<S extends Step = Step> {
  readonly slots: number;
  /** Tensors that the caller lends: weights and states. */
  readonly external: readonly { readonly id: ValueId; readonly slot: number }[];
  /** Tensors that the caller hands over, and that are freed after their last use. */
  readonly feeds: readonly { readonly id: ValueId; readonly slot: number }[];
  /** Constants: made once and lent to every run. */
  readonly constants: readonly { readonly operation: Operation; readonly slot: number }[];
  readonly instructions: readonly Instruction<S>[];
  readonly kept: readonly { readonly id: ValueId; readonly slot: number }[];
}

/** @param keep the values that the caller wants; may be any value of the block, a weight or a feed among them */
export function planBlock({ feeds, operations }: Block, keep: Iterable<ValueId>): BlockPlan<Operation> {
  return planSteps(feeds, operations, keep);
}

/**
 * The same for a device that can do much in one dispatch.
 *
 * @param limits null where nothing can be fused
 * @param typeOf of the weights and states that the block reads
 */
export function planFused(
  block: Block,
  keep: Iterable<ValueId>,
  limits: FusionLimits | null,
  typeOf: (id: ValueId) => ValueType | undefined,
): BlockPlan {
  if (!limits) return planBlock(block, keep);
  const kept = new Set(keep);
  return planSteps(block.feeds, fuse(block, kept, typeOf, limits), kept);
}

function planSteps<S extends Step>(
  given: readonly Feed[],
  steps: readonly S[],
  keep: Iterable<ValueId>,
): BlockPlan<S> {
  const slotOf = new Map<ValueId, number>();
  const external: { id: ValueId; slot: number }[] = [];
  const assign = (id: ValueId): number => {
    assert(!slotOf.has(id), `value ${id} is defined once`);
    slotOf.set(id, slotOf.size);
    return slotOf.size - 1;
  };
  const lookUp = (id: ValueId): number => {
    const known = slotOf.get(id);
    if (known !== undefined) return known;
    const slot = assign(id);
    external.push({ id, slot });
    return slot;
  };

  const feeds = given.map(({ id }) => ({ id, slot: assign(id) }));
  const constants: { operation: Operation; slot: number }[] = [];
  const numbered: Omit<Instruction<S>, 'dead'>[] = [];
  for (const operation of steps) {
    const inputs = operation.inputs.map(lookUp);
    const outputs = operation.outputs.map(assign);
    if (operation.name === 'constant') {
      constants.push({ operation, slot: defined(outputs[0], 'a constant has one output') });
    } else {
      numbered.push({ operation, inputs, outputs });
    }
  }
  const kept = [...new Set(keep)].map((id) => ({ id, slot: lookUp(id) }));

  const immortal = new Set([...external, ...constants, ...kept].map(({ slot }) => slot));
  const lastUse = new Map<number, number>();
  for (const [position, { inputs, outputs }] of numbered.entries()) {
    for (const slot of [...inputs, ...outputs]) lastUse.set(slot, position);
  }
  const dead: number[][] = numbered.map(() => []);
  for (const [slot, position] of lastUse) if (!immortal.has(slot)) dead[position]!.push(slot);
  const instructions = numbered.map((instruction, position) => ({ ...instruction, dead: dead[position]! }));

  return { slots: slotOf.size, external, feeds, constants, instructions, kept };
}
