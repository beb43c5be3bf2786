import { assert, defined } from '../../src/base/assert.ts';
import type { Operation } from '../../src/ir/operation.ts';
import type { Block } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';

/** One operation with its values by slot. */
export interface Instruction {
  readonly operation: Operation;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Slots that nothing reads after this instruction. */
  readonly dead: readonly number[];
}

/** A block made ready to be run many times: values are numbered, and it is known when each one can be freed. */
export interface BlockPlan {
  readonly block: Block;
  readonly slots: number;
  /** Tensors that the caller lends: weights and states. */
  readonly external: readonly { readonly id: ValueId; readonly slot: number }[];
  /** Tensors that the caller hands over, and that are freed after their last use. */
  readonly feeds: readonly { readonly id: ValueId; readonly slot: number }[];
  /** Constants: made once and lent to every run. */
  readonly constants: readonly { readonly operation: Operation; readonly slot: number }[];
  readonly instructions: readonly Instruction[];
  readonly kept: readonly { readonly id: ValueId; readonly slot: number }[];
}

/** @param keep the values that the caller wants; may be any value of the block, a weight or a feed among them */
export function planBlock(block: Block, keep: Iterable<ValueId>): BlockPlan {
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

  const feeds = block.feeds.map(({ id }) => ({ id, slot: assign(id) }));
  const constants: { operation: Operation; slot: number }[] = [];
  const numbered: Omit<Instruction, 'dead'>[] = [];
  for (const operation of block.operations) {
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

  return { block, slots: slotOf.size, external, feeds, constants, instructions, kept };
}
