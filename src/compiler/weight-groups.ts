import type { Weight } from '../ir/program.ts';
import type { Schedule } from '../ir/schedule.ts';
import type { OptimiserPart, WeightGroup } from '../spec/node-spec.ts';
import type { Tensor } from '../spec/tensor-ops.ts';

/** A weight with the gradient of its loss. */
export interface Trained {
  readonly weight: Omit<Weight, 'role'>;
  readonly gradient: Tensor;
}

/** Weights that one rule with one set of numbers updates. */
export interface UpdateGroup<Member = Trained> extends WeightGroup {
  /** Ends the names of its slots: `decayed`, `exempt.predictor`, `all.frozen100` or a weight's id. */
  readonly name: string;
  readonly startsAt: number;
  readonly learningRate: Schedule;
  /** Groups with the same learning rate share this name. */
  readonly rateName: string;
  readonly weightDecay: Schedule;
  readonly members: readonly Member[];
}

/**
 * Sorts weights into as few groups as their treatment asks for: decayed or exempt, of a part with a learning rate of its
 * own or not, by the step they start at. Where the rule looks at whole tensors, each is a group of its own.
 */
export function weightGroups<Member extends Pick<Trained, 'weight'>>(
  part: OptimiserPart<unknown>,
  params: unknown,
  steps: number,
  trained: readonly Member[],
): UpdateGroup<Member>[] {
  const decays = !isZero(part.weightDecay(params, steps, { exempt: false }));
  const groups = new Map<string, UpdateGroup<Member> & { readonly members: Member[] }>();
  for (const one of trained) {
    const { weight } = one;
    const startsAt = weight.frozenSteps ?? 0;
    const exempt = !weight.decay && (decays || !part.elementWise);
    const group = { exempt, ...(hasOwnRate(part, params, steps, weight) && { part: weight.part! }) };
    const kind = decays ? (exempt ? 'exempt' : 'decayed') : 'all';
    const frozen = startsAt > 0 ? `frozen${startsAt}` : undefined;
    const name = part.elementWise ? joined([kind, group.part, frozen]) : weight.id;
    const known = groups.get(name);
    if (known) {
      known.members.push(one);
      continue;
    }
    const learningRate = part.learningRate(params, steps, group);
    const weightDecay = part.weightDecay(params, steps, group);
    const usual = part.learningRate(params, steps, { ...group, exempt: false });
    const ownOfExempt = JSON.stringify(learningRate) !== JSON.stringify(usual) ? 'exempt' : undefined;
    const rateName = joined(['learningRate', ownOfExempt, group.part]);
    groups.set(name, { ...group, name, startsAt, learningRate, rateName, weightDecay, members: [one] });
  }
  return [...groups.values()].sort((a, b) => order(a) - order(b));
}

const joined = (words: readonly (string | undefined)[]): string =>
  words.filter((word) => word !== undefined).join('.');

/** Decayed before exempt, however the weights come. */
const order = ({ exempt }: WeightGroup): number => (exempt ? 1 : 0);

function hasOwnRate(
  part: OptimiserPart<unknown>,
  params: unknown,
  steps: number,
  weight: Pick<Weight, 'part' | 'decay'>,
): boolean {
  if (weight.part === undefined) return false;
  const exempt = !weight.decay;
  const [own, usual] = [{ part: weight.part, exempt }, { exempt }].map((group) =>
    JSON.stringify(part.learningRate(params, steps, group)),
  );
  return own !== usual;
}

function isZero(schedule: Schedule): boolean {
  return schedule.kind === 'constant' && schedule.value === 0;
}
