import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Gradient, Loss } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { Contributions } from './gradients/contributions.ts';
import { differentiate } from './gradients/differentiate.ts';
import { trainable, type Objective } from './objectives.ts';
import type { Trace } from './trace.ts';
import { update } from './update.ts';

export interface Training {
  readonly losses: readonly Loss[];
  readonly gradients: readonly Gradient[];
  /** Ids of the weights an optimiser changes. */
  readonly trained: ReadonlySet<ValueId>;
  /** Of each loss. */
  readonly contributions: readonly Contributions[];
  /** Of each loss its gradient with respect to any value, where it comes by. */
  readonly cotangents: readonly ((value: ValueId) => Tensor | undefined)[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Sixth pass: for every optimiser, the gradient of its loss and the update of the weights it reaches. */
export function train(objectives: readonly Objective[], trace: Trace): Training {
  const losses: Loss[] = [];
  const gradients: Gradient[] = [];
  const contributions: Contributions[] = [];
  const cotangents: Training['cotangents'][number][] = [];
  const diagnostics: Diagnostic[] = [];
  const trainedBy = new Map<ValueId, string>();
  const { builder, declarations } = trace;
  const forward = [...builder.operations];

  for (const { optimiser, node, loss, reach } of objectives) {
    const { id } = optimiser;
    const leaves = declarations.leaves([...trace.feeds.values()]);
    const sources = trainable(declarations.weights.values());
    const seed = builder.within(node, 'backward', () => builder.constant(1));
    const derived = differentiate(builder, leaves, [{ target: loss, seed }], sources, forward);
    losses.push({ node, optimiser: id, value: loss.id });
    contributions.push(reach.contributions);
    cotangents.push(derived.cotangent);
    if (derived.gradients.size === 0) {
      diagnostics.push(diagnose('GRAD_NOTHING_TRAINED', { loss: node }, { node }));
      continue;
    }
    const mine = [...derived.gradients].flatMap(([weight, gradient]) => {
      const other = trainedBy.get(weight);
      if (other !== undefined) {
        const { node } = declarations.weights.get(weight)!;
        const already = diagnostics.some(
          ({ code, at }) => code === 'GRAD_TWO_OPTIMISERS' && at.node === node,
        );
        if (!already)
          diagnostics.push(diagnose('GRAD_TWO_OPTIMISERS', { node, first: other, second: id }, { node }));
        return [];
      }
      trainedBy.set(weight, id);
      gradients.push({ weight, value: gradient.id });
      return [{ weight: declarations.weights.get(weight)!, gradient }];
    });
    if (mine.length > 0) update(trace, optimiser, mine);
  }
  return { losses, gradients, trained: new Set(trainedBy.keys()), contributions, cotangents, diagnostics };
}
