import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Gradient, Loss } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import { signalEdges } from './check-wires.ts';
import { differentiate } from './gradients/differentiate.ts';
import type { Signals } from './infer.ts';
import type { ResolvedGraph } from './resolve.ts';
import type { Trace } from './trace-context.ts';
import { update } from './update.ts';

export interface Training {
  readonly losses: readonly Loss[];
  readonly gradients: readonly Gradient[];
  /** Ids of the weights an optimiser changes. */
  readonly trained: ReadonlySet<ValueId>;
  readonly contributions: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Fifth pass: for every optimiser, the gradient of its loss and the update of the weights it reaches. */
export function train(
  graph: ResolvedGraph,
  order: readonly string[],
  signals: Signals,
  trace: Trace,
): Training {
  const losses: Loss[] = [];
  const gradients: Gradient[] = [];
  const contributions = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const trainedBy = new Map<ValueId, string>();
  const { builder, declarations } = trace;
  const forward = [...builder.operations];

  for (const id of order) {
    const optimiser = graph.nodes.get(id)!;
    if (!optimiser.spec.optimiser) continue;
    const wire = signalEdges(graph).find(({ to }) => to.node === id);
    const loss = wire && signals.get(`${wire.from.node}.${wire.from.port}`)?.tensor;
    if (!wire || !loss) continue;

    const leaves = declarations.leaves([...trace.feeds.values()]);
    const sources = new Set(
      [...declarations.weights.values()].filter(({ trainable }) => trainable).map(({ id }) => id),
    );
    const seed = builder.within(wire.from.node, 'backward', () => builder.constant(1));
    const derived = differentiate(builder, leaves, [{ target: loss, seed }], sources, forward);
    losses.push({ node: wire.from.node, optimiser: id, value: loss.id });
    for (const key of derived.contributions) contributions.add(key);
    if (derived.gradients.size === 0) {
      diagnostics.push(diagnose('GRAD_NOTHING_TRAINED', { loss: wire.from.node }, { node: wire.from.node }));
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
  return { losses, gradients, trained: new Set(trainedBy.keys()), contributions, diagnostics };
}
