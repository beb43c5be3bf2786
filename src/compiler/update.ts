import { zeros } from '../ir/initializer.ts';
import type { Schedule } from '../ir/schedule.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import { clipGradients } from './clip-gradients.ts';
import { lay, unlay } from './lay.ts';
import { type ResolvedNode, ownWeights } from './resolved-graph.ts';
import { scheduleFeed } from './schedule-feed.ts';
import type { Trace } from './trace.ts';
import { weightGroups, type Trained, type UpdateGroup } from './weight-groups.ts';

/**
 * The optimiser's update of all weights it trains, written as operations. Where the rule treats elements alike, the
 * tensors of a group are laid end to end: the number of operations does not grow with the number of tensors.
 */
export function update(trace: Trace, optimiser: ResolvedNode, trained: readonly Trained[]): void {
  const part = optimiser.spec.optimiser!;
  const { builder, steps } = trace;
  builder.within(optimiser.id, 'optimiser', () => {
    const gradients = clipGradients(
      builder,
      part.clip(optimiser.params),
      trained.map(({ weight, gradient }) => ({
        gradient,
        started: started(trace, optimiser.id, weight.frozenSteps ?? 0),
      })),
    );
    const clipped = trained.map(({ weight }, i) => ({ weight, gradient: gradients[i]! }));
    for (const group of weightGroups(part, optimiser.params, steps, clipped)) {
      updateGroup(trace, optimiser, group);
    }
  });
}

function updateGroup(trace: Trace, { id: origin, spec, params }: ResolvedNode, group: UpdateGroup): void {
  const { builder, declarations, commits } = trace;
  const { name, members, startsAt } = group;
  const feed = (schedule: string, course: Schedule) => scheduleFeed(trace, origin, schedule, course);
  const { weightDecay } = group;
  const moves = started(trace, origin, startsAt);
  /** Until the group starts, the value before. */
  const hold = (next: Tensor, before: Tensor): Tensor =>
    moves ? builder.select(builder.broadcastTo(moves, before.shape), next, before) : next;

  const before = members.map(({ weight: { id, shape } }): Tensor => ({ id, shape, dtype: 'float32' }));
  const weight = lay(builder, before);
  const next = spec.optimiser!.update({
    ops: builder,
    params,
    weight,
    gradient: lay(
      builder,
      members.map(({ gradient }) => gradient),
    ),
    group,
    weightDecay: weightDecay.kind === 'constant' ? weightDecay.value : feed('weightDecay', weightDecay),
    learningRate: feed(group.rateName, group.learningRate),
    startsAt,
    slot: (slot) => {
      const value = declarations.state(ownWeights(origin), `${slot}.${name}`, weight.shape, zeros);
      return {
        value,
        set: (to) => commits.push({ target: value.id, value: hold(to, value).id, origin }),
      };
    },
    // what counts from another step is another schedule
    schedule: (schedule, course) => feed(startsAt > 0 ? `${schedule}.from${startsAt}` : schedule, course),
  });
  const parts = unlay(
    builder,
    next,
    before.map(({ shape }) => shape),
  );
  for (const [i, { weight: of }] of members.entries()) {
    const value = of.unitRows ? builder.l2Normalize(parts[i]!) : parts[i]!;
    commits.push({ target: of.id, value: hold(value, before[i]!).id, origin });
  }
}

/** 0 before step `at`, then 1; undefined where that is always. */
function started(trace: Trace, origin: string, at: number): Tensor | undefined {
  return at > 0 ? scheduleFeed(trace, origin, `from${at}`, { kind: 'from', step: at }) : undefined;
}
