import type { Commit, Feed, Weight } from '../ir/program.ts';
import { zeros } from '../ir/initializer.ts';
import { sizeOf } from '../ir/value.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { ResolvedNode } from './resolve.ts';
import type { Trace } from './trace-context.ts';

interface Trained {
  readonly weight: Omit<Weight, 'role'>;
  readonly gradient: Tensor;
}

interface Group {
  readonly name: string;
  readonly weightDecay: number;
  readonly members: readonly Trained[];
}

/**
 * The optimiser's update of all weights it trains, written as operations. Where the rule treats elements alike, the
 * tensors of a group are laid end to end: the number of operations does not grow with the number of tensors.
 */
export function update(trace: Trace, optimiser: ResolvedNode, trained: readonly Trained[]): void {
  const part = optimiser.spec.optimiser!;
  const { builder, declarations, feeds, commits } = trace;
  const { params } = optimiser;

  const scheduleFeed = (
    name: string,
    schedule: Extract<Feed['source'], { kind: 'schedule' }>['schedule'],
  ): Tensor => {
    const id = `${optimiser.id}.${name}`;
    const type = { shape: [], dtype: 'float32' as const };
    feeds.set(id, { id, type, origin: optimiser.id, source: { kind: 'schedule', schedule } });
    return { id, ...type };
  };

  builder.within(optimiser.id, 'optimiser', () => {
    const learningRate = scheduleFeed('learningRate', part.learningRate(params, trace.steps));
    for (const { name, weightDecay, members } of groups(
      part.weightDecay(params),
      trained,
      part.elementWise,
    )) {
      const flat = members.length > 1;
      const lay = (tensors: readonly Tensor[]): Tensor =>
        flat ? builder.concat(tensors.map((t) => builder.reshape(t, [sizeOf(t.shape)]))) : tensors[0]!;
      const weight = lay(members.map(({ weight: { id, shape } }) => ({ id, shape, dtype: 'float32' })));
      const gradient = lay(members.map((member) => member.gradient));

      const next = part.update({
        ops: builder,
        params,
        weight,
        gradient,
        weightDecay,
        learningRate,
        slot: (slot) => {
          const value = declarations.state(optimiser.id, `${slot}.${name}`, weight.shape, zeros);
          return {
            value,
            set: (to) => commits.push({ target: value.id, value: to.id, origin: optimiser.id }),
          };
        },
        schedule: scheduleFeed,
      });
      commits.push(...unlay(trace, optimiser.id, members, next, flat));
    }
  });
}

function groups(weightDecay: number, trained: readonly Trained[], elementWise: boolean): Group[] {
  if (!elementWise) {
    return trained.map((one) => ({
      name: one.weight.id,
      weightDecay: one.weight.decay ? weightDecay : 0,
      members: [one],
    }));
  }
  if (weightDecay === 0) return [{ name: 'all', weightDecay: 0, members: trained }];
  return [
    { name: 'decayed', weightDecay, members: trained.filter(({ weight }) => weight.decay) },
    { name: 'exempt', weightDecay: 0, members: trained.filter(({ weight }) => !weight.decay) },
  ].filter(({ members }) => members.length > 0);
}

function unlay(
  trace: Trace,
  origin: string,
  members: readonly Trained[],
  next: Tensor,
  flat: boolean,
): Commit[] {
  const { builder } = trace;
  let from = 0;
  return members.map(({ weight: { id, shape } }) => {
    const size = sizeOf(shape);
    const value = flat ? builder.reshape(builder.slice(next, [from], [size]), shape) : next;
    from += size;
    return { target: id, value: value.id, origin };
  });
}
