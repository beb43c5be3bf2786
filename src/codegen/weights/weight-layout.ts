import { failure, success } from '../../base/outcome.ts';
import { compile } from '../../compiler/compile.ts';
import type { CompileOptions } from '../../compiler/compile-options.ts';
import { traceDrawing } from '../../compiler/trace-drawing.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import type { ValueId } from '../../ir/value.ts';
import type { Registry } from '../../spec/registry.ts';
import type { Layout } from '../pytorch/emission.ts';
import { planModel } from '../pytorch/plan-model.ts';

/** Where a weight or state of the canvas is in a file, and how its axes are arranged there. */
export interface WeightSlot {
  readonly id: ValueId;
  /** Of the canvas. */
  readonly shape: readonly number[];
  readonly key: string;
  readonly layout: Layout;
}

export interface WeightLayout {
  /** Whose names the keys are: those of the exported model's `state_dict`, or the canvas's own where no model can be exported. */
  readonly keys: 'pytorch' | 'drawing';
  readonly slots: readonly WeightSlot[];
}

/**
 * How the weights of a drawing stand in a file. Everything that its modules hold is in it: weights, running statistics, queues, centres;
 * not what the optimiser remembers. Fails with the drawing's own errors.
 */
export function weightLayout(
  document: UnlabelDocument,
  registry: Registry,
  options: CompileOptions = {},
): Checked<WeightLayout> {
  const { program, diagnostics } = compile(document, registry, options);
  const traced = traceDrawing(document, registry, options);
  if (!program || 'refused' in traced) return failure(diagnostics);
  const kept = [...program.weights, ...program.states];
  const planned = planModel(traced, program);
  if ('plan' in planned) {
    const { slots } = planned.plan;
    return success({
      keys: 'pytorch',
      slots: kept.flatMap(({ id, shape }): WeightSlot[] => {
        const slot = slots.get(id);
        return slot ? [{ id, shape, ...slot }] : [];
      }),
    });
  }
  const ofModules = kept.filter(({ node }) => !traced.graph.nodes.get(node)?.spec.optimiser);
  return success({
    keys: 'drawing',
    slots: ofModules.map(({ id, shape }) => ({ id, shape, key: id, layout: 'same' })),
  });
}
