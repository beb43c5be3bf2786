import { type ResolvedNode, ownWeights } from '../../compiler/resolved-graph.ts';
import { weightGroups } from '../../compiler/weight-groups.ts';
import type { Program } from '../../ir/program.ts';
import type { RecordedTensor } from '../../ir/recording.ts';
import { sizeOf, type ValueId } from '../../ir/value.ts';
import type { OptimiserPart } from '../../spec/node-spec.ts';
import type { ModelPlan } from './plan.ts';

/** What a rule keeps, by its name on the canvas: its key in the `state` of PyTorch's optimisers, and in that of the library's. */
const KEYS: Readonly<Record<string, { readonly torch: string; readonly library: string }>> = {
  velocity: { torch: 'momentum_buffer', library: 'velocity' },
  firstMoment: { torch: 'exp_avg', library: 'first' },
  secondMoment: { torch: 'exp_avg_sq', library: 'second' },
};
const OF_LIBRARY = ['optim.lars', 'optim.lamb'];

export interface OptimiserTensor {
  /** In the optimiser's state of the parameter: `exp_avg`. */
  readonly key: string;
  /** Id of the weight. */
  readonly weight: ValueId;
  readonly tensor: RecordedTensor;
}

/** Momenta and moments of each weight, of which the engine keeps those of a group end to end. */
export function optimiserState(
  { optimisers }: ModelPlan,
  program: Program,
  states: ReadonlyMap<ValueId, RecordedTensor>,
): OptimiserTensor[] {
  return optimisers.flatMap(({ node }) => stateOf(node, program, states));
}

function stateOf(
  optimiser: ResolvedNode,
  { weights, gradients, commits, steps }: Program,
  states: ReadonlyMap<ValueId, RecordedTensor>,
): OptimiserTensor[] {
  const part = optimiser.spec.optimiser as OptimiserPart<unknown>;
  const byId = new Map(weights.map((weight) => [weight.id, weight]));
  const own = new Set(commits.filter(({ origin }) => origin === optimiser.id).map(({ target }) => target));
  const trained = gradients.flatMap(({ weight }) => (own.has(weight) ? [{ weight: byId.get(weight)! }] : []));
  const { id: set } = ownWeights(optimiser.id);
  const side = OF_LIBRARY.includes(optimiser.spec.id) ? 'library' : 'torch';
  return weightGroups(part, optimiser.params, steps, trained).flatMap(({ name, members }) =>
    Object.entries(KEYS).flatMap(([slot, { [side]: key }]) => {
      const laid = states.get(`${set}.${slot}.${name}`);
      if (!laid) return [];
      let from = 0;
      return members.map(({ weight: { id, shape } }): OptimiserTensor => {
        const data = laid.data.slice(from, (from += sizeOf(shape)));
        return { key, weight: id, tensor: { shape, dtype: laid.dtype, data } };
      });
    }),
  );
}
