import { Builder } from '../../compiler/builder.ts';
import type { UpdateGroup } from '../../compiler/weight-groups.ts';
import type { ResolvedNode } from '../../compiler/resolve.ts';
import type { Schedule } from '../../ir/schedule.ts';
import type { ValueId } from '../../ir/value.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import { printFunction, type Leaf } from './print-function.ts';
import { printSchedule } from './print-schedule.ts';

/** A function that gives the next value of one tensor, and what it reads. */
export interface UpdateFunction {
  readonly parameters: readonly string[];
  readonly lines: readonly string[];
  /** Names of the tensors it keeps from step to step. */
  readonly slots: readonly string[];
}

/** Any shape with more than one axis: what is printed holds for all. */
const SHAPE = [2, 3];
const leafOf = (code: string, isNumber = false): Leaf => ({ code, shape: isNumber ? [] : SHAPE, isNumber });

/** Traces an update rule on one tensor and prints it. */
function trace(
  rule: (
    ops: Builder,
    tensor: (name: string) => Tensor,
    schedule: (name: string, course: Schedule) => Tensor,
  ) => {
    readonly next: Tensor;
    readonly slots: ReadonlyMap<string, Tensor>;
  },
  parameters: readonly string[],
  numbers: readonly string[],
  use: (helper: string) => string,
): UpdateFunction {
  const builder = new Builder();
  const leaves = new Map<ValueId, Leaf>();
  const tensor = (name: string): Tensor => {
    const isNumber = numbers.includes(name);
    leaves.set(name, leafOf(name, isNumber));
    return { id: name, shape: isNumber ? [] : SHAPE, dtype: 'float32' };
  };
  const schedule = (name: string, course: Schedule): Tensor => {
    const id = `schedule.${name}`;
    leaves.set(id, { ...printSchedule(course, use), shape: [] });
    return { id, shape: [], dtype: 'float32' };
  };
  const { next, slots } = rule(builder, tensor, schedule);
  for (const slot of slots.keys()) {
    leaves.set(`slot.${slot}`, {
      code: `m.get('${slot}')`,
      shape: SHAPE,
      own: { kind: 'state', name: slot },
    });
  }
  const { lines } = printFunction({
    operations: builder.operations,
    leaf: (id) => leaves.get(id),
    outputs: new Map([['next', next.id]]),
    commits: new Map([...slots].map(([slot, { id }]) => [slot, id])),
    carrying: new Set(),
    observed: new Set(),
    anyShape: true,
    parameters: [...parameters, 'step'],
    use,
  });
  const text = lines.join('\n');
  const all = [...parameters, 'step', ...(slots.size > 0 ? ['m'] : [])];
  return {
    lines,
    slots: [...slots.keys()],
    parameters: all.filter((name) => new RegExp(`\\b${name}\\b`).test(text)),
  };
}

/** The rule of an optimiser for the weights of one group: from weight, gradient, rate and decay the next weight. */
export function printOptimiser(
  { spec, params }: ResolvedNode,
  group: UpdateGroup,
  use: (helper: string) => string,
): UpdateFunction {
  const names = ['weight', 'gradient', 'learningRate', 'weightDecay'];
  return trace(
    (ops, tensor, schedule) => {
      const slots = new Map<string, Tensor>();
      const decays = !(group.weightDecay.kind === 'constant' && group.weightDecay.value === 0);
      const next = spec.optimiser!.update({
        ops,
        params,
        weight: tensor('weight'),
        gradient: tensor('gradient'),
        group,
        weightDecay: decays ? tensor('weightDecay') : 0,
        learningRate: tensor('learningRate'),
        startsAt: group.startsAt,
        slot: (name) => ({
          value: { id: `slot.${name}`, shape: SHAPE, dtype: 'float32' },
          set: (to) => slots.set(name, to),
        }),
        schedule,
      });
      return { next, slots };
    },
    names,
    ['learningRate', 'weightDecay'],
    use,
  );
}

/** The rule of a follower: from its own tensor and the one it follows its next value. */
export function printFollower(
  { spec, params }: ResolvedNode,
  steps: number,
  use: (helper: string) => string,
): UpdateFunction {
  return trace(
    (ops, tensor, schedule) => {
      const next = spec.follow!.next!({
        ops,
        params,
        steps,
        own: tensor('own'),
        source: tensor('source'),
        schedule,
      });
      return { next, slots: new Map() };
    },
    ['own', 'source'],
    [],
    use,
  );
}
