import { defined } from '../../base/assert.ts';
import type { Operation } from '../../ir/operation.ts';
import type { OperationName } from '../../ir/operations/attributes.ts';
import type { ValueId } from '../../ir/value.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import type { Builder } from '../builder.ts';
import { GRADIENT_RULES, type GradientRule } from './rules.ts';

export interface Derivatives {
  /** Gradients with respect to the values asked for; those the target does not depend on are missing. */
  readonly gradients: ReadonlyMap<ValueId, Tensor>;
  /** `origin\nvalue` for every value into which an operation of node `origin` sent gradient back. */
  readonly contributions: ReadonlySet<string>;
}

export function contributionKey(origin: string, value: ValueId): string {
  return `${origin}\n${value}`;
}

/** Values that depend on those of `sources`, along paths on which gradient passes. */
export function dependents(operations: readonly Operation[], sources: Iterable<ValueId>): Set<ValueId> {
  const reached = new Set(sources);
  for (const operation of operations) {
    if (operation.name !== 'stopGradient' && operation.inputs.some((input) => reached.has(input))) {
      for (const output of operation.outputs) reached.add(output);
    }
  }
  return reached;
}

/**
 * Reverse-mode differentiation: appends to the builder the operations that compute the gradient of Σ ⟨seed, target⟩
 * with respect to `sources`; a seed has its target's shape. Walks the operations of `forward` (all that are there, where it is not
 * given) backwards once.
 */
export function differentiate(
  builder: Builder,
  leaves: ReadonlyMap<ValueId, Tensor>,
  targets: readonly { readonly target: Tensor; readonly seed: Tensor }[],
  sources: ReadonlySet<ValueId>,
  forward: readonly Operation[] = [...builder.operations],
): Derivatives {
  const values = new Map(leaves);
  for (const { outputs, types } of forward) {
    outputs.forEach((id, i) => values.set(id, { id, ...types[i]! }));
  }
  const differentiable = dependents(forward, sources);
  const cotangents = new Map<ValueId, Tensor>();
  const contributions = new Set<string>();

  const accumulate = (id: ValueId, gradient: Tensor) => {
    const sofar = cotangents.get(id);
    cotangents.set(id, sofar ? builder.add(sofar, gradient) : gradient);
  };
  for (const { target, seed } of targets) {
    if (differentiable.has(target.id)) accumulate(target.id, seed);
  }

  for (const operation of [...forward].reverse()) {
    const dy = cotangents.get(operation.outputs[0]!);
    if (!dy) continue;
    builder.within(operation.origin, 'backward', () => {
      const rule = GRADIENT_RULES[operation.name] as GradientRule<OperationName>;
      const value = (id: ValueId) => defined(values.get(id), `value ${id} is known`);
      const perInput = rule({
        ops: builder,
        inputs: operation.inputs.map(value),
        outputs: operation.outputs.map(value),
        attributes: operation.attributes,
        dy,
      });
      operation.inputs.forEach((input, i) => {
        const gradient = perInput[i];
        if (!gradient || !differentiable.has(input)) return;
        accumulate(input, gradient());
        contributions.add(contributionKey(operation.origin, input));
      });
    });
  }

  const gradients = new Map<ValueId, Tensor>();
  for (const id of sources) {
    const gradient = cotangents.get(id);
    if (gradient) gradients.set(id, gradient);
  }
  return { gradients, contributions };
}
