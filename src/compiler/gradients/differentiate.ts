import type { Operation } from '../../ir/operation.ts';
import type { OperationName } from '../../ir/operations/attributes.ts';
import { ValueMap } from '../../ir/value-map.ts';
import type { ValueId } from '../../ir/value.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import type { Builder } from '../builder.ts';
import { dependents } from './reach.ts';
import { GRADIENT_RULES, type GradientRule } from './rules.ts';

export interface Derivatives {
  /** Gradients with respect to the values asked for; those the target does not depend on are missing. */
  readonly gradients: ReadonlyMap<ValueId, Tensor>;
  /** The gradient with respect to any value on the way to the sources; undefined where none comes by. */
  readonly cotangent: (value: ValueId) => Tensor | undefined;
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
  const differentiable = dependents(forward, sources);
  const cotangents = new ValueMap<Tensor>();
  const value = builder.finder(leaves);

  const accumulate = (id: ValueId, gradient: Tensor) => {
    const sofar = cotangents.get(id);
    cotangents.set(id, sofar ? builder.add(sofar, gradient) : gradient);
  };
  for (const { target, seed } of targets) {
    if (differentiable.has(target.id)) accumulate(target.id, seed);
  }

  for (let i = forward.length - 1; i >= 0; i--) {
    const operation = forward[i]!;
    const dy = cotangents.get(operation.outputs[0]!);
    if (!dy) continue;
    builder.within(operation.origin, 'backward', () => {
      const rule = GRADIENT_RULES[operation.name] as GradientRule<OperationName>;
      const perInput = rule({
        ops: builder,
        inputs: operation.inputs.map(value),
        outputs: operation.outputs.map(value),
        attributes: operation.attributes,
        dy,
      });
      for (let k = 0; k < perInput.length; k++) {
        const [input, gradient] = [operation.inputs[k], perInput[k]];
        if (gradient && input !== undefined && differentiable.has(input)) accumulate(input, gradient());
      }
    });
  }

  const gradients = new Map<ValueId, Tensor>();
  for (const id of sources) {
    const gradient = cotangents.get(id);
    if (gradient) gradients.set(id, gradient);
  }
  return { gradients, cotangent: (value) => cotangents.get(value) };
}
