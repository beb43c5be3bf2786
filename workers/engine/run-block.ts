import type { Tensor } from '@tensorflow/tfjs-core';
import { defined } from '../../src/base/assert.ts';
import type { Operation } from '../../src/ir/operation.ts';
import type { ValueId } from '../../src/ir/value.ts';
import type { BlockPlan } from './block-plan.ts';
import type { ExecutionContext } from './execute/executor.ts';
import { execute } from './execute/execute.ts';
import { clone } from './execute/kernel.ts';
import { runFused } from './fusion/run-fused.ts';

/** Sees every operation's outputs as soon as they exist. Returns true to end the block there. */
export type Inspector = (operation: Operation, outputs: readonly Tensor[]) => boolean | Promise<boolean>;

interface Frame {
  readonly plan: BlockPlan;
  readonly values: (Tensor | undefined)[];
}

/**
 * Runs the block once. `feeds` are taken over and freed, `lent` tensors stay the caller's. Gives the plan's kept values,
 * which are the caller's to dispose of. Nothing else of the run survives, even if an operation throws.
 */
export function runBlock(
  plan: BlockPlan,
  lent: (id: ValueId) => Tensor,
  feeds: ReadonlyMap<ValueId, Tensor>,
  context: ExecutionContext,
): Map<ValueId, Tensor> {
  const frame = enter(plan, lent, feeds, context);
  try {
    for (const instruction of plan.instructions) {
      const outputs = runInstruction(instruction, frame, context);
      settle(instruction, outputs, frame);
    }
    return collect(frame);
  } finally {
    leave(frame);
  }
}

/** Runs the block, one operation after another, under the eyes of `inspect`; frees all it makes. */
export async function inspectBlock(
  plan: BlockPlan<Operation>,
  lent: (id: ValueId) => Tensor,
  feeds: ReadonlyMap<ValueId, Tensor>,
  context: ExecutionContext,
  inspect: Inspector,
): Promise<void> {
  const frame = enter(plan, lent, feeds, context);
  try {
    for (const instruction of plan.instructions) {
      const outputs = runInstruction(instruction, frame, context);
      for (const [i, slot] of instruction.outputs.entries()) frame.values[slot] = outputs[i]!;
      if (await inspect(instruction.operation, outputs)) return;
      free(instruction.dead, frame);
    }
  } finally {
    leave(frame);
  }
}

function enter(
  plan: BlockPlan,
  lent: (id: ValueId) => Tensor,
  feeds: ReadonlyMap<ValueId, Tensor>,
  { constants }: ExecutionContext,
): Frame {
  const values = new Array<Tensor | undefined>(plan.slots);
  for (const { id, slot } of plan.feeds) values[slot] = defined(feeds.get(id), `feed ${id} is given`);
  for (const { id, slot } of plan.external) values[slot] = lent(id);
  for (const { operation, slot } of plan.constants) {
    if (operation.name !== 'constant') continue;
    const { shape, dtype, data } = operation.attributes;
    values[slot] = constants.get(shape, dtype, data);
  }
  return { plan, values };
}

function runInstruction(
  { operation, inputs }: BlockPlan['instructions'][number],
  { values }: Frame,
  context: ExecutionContext,
): Tensor[] {
  const tensors = inputs.map((slot) => values[slot]!);
  return operation.name === 'fused' ? runFused(operation, tensors) : execute(operation, tensors, context);
}

function settle({ outputs, dead }: BlockPlan['instructions'][number], made: Tensor[], frame: Frame): void {
  for (let i = 0; i < outputs.length; i++) frame.values[outputs[i]!] = made[i]!;
  free(dead, frame);
}

function free(slots: readonly number[], { values }: Frame): void {
  for (const slot of slots) {
    values[slot]!.dispose();
    values[slot] = undefined;
  }
}

/** The kept values; those lent to the run are cloned, so that the caller owns all of them alike. */
function collect({ plan, values }: Frame): Map<ValueId, Tensor> {
  const lent = new Set([...plan.external, ...plan.constants].map(({ slot }) => slot));
  const result = new Map<ValueId, Tensor>();
  for (const { id, slot } of plan.kept) {
    const value = values[slot]!;
    result.set(id, lent.has(slot) ? clone(value) : value);
    values[slot] = undefined;
  }
  return result;
}

/** Frees what is left of a run, except what was only lent to it. */
function leave({ plan, values }: Frame): void {
  for (const { slot } of plan.external) values[slot] = undefined;
  for (const { slot } of plan.constants) values[slot] = undefined;
  for (const value of values) value?.dispose();
}
