import type { Operation } from '../../ir/operation.ts';
import type { OperationName } from '../../ir/operations/attributes.ts';
import { ValueSet, type ValueTest } from '../../ir/value-set.ts';
import type { ValueId } from '../../ir/value.ts';
import type { Tensor } from '../../spec/tensor-ops.ts';
import type { Builder } from '../builder.ts';
import { Contributions } from './contributions.ts';
import { GRADIENT_RULES, type GradientRule } from './rules.ts';

export interface Reach {
  /** Values whose gradient the backward pass computes. */
  readonly values: ValueTest;
  readonly contributions: Contributions;
}

/** Values that depend on those of `sources`, along paths on which gradient passes. */
export function dependents(operations: readonly Operation[], sources: Iterable<ValueId>): ValueTest {
  const reached = new ValueSet(sources);
  for (const operation of operations) {
    if (operation.name === 'stopGradient') continue;
    for (const input of operation.inputs) {
      if (!reached.has(input)) continue;
      for (const output of operation.outputs) reached.add(output);
      break;
    }
  }
  return reached;
}

/** Where the gradient of `target` comes on its way to `sources`: what `differentiate` walks, without building anything. */
export function reach(
  builder: Builder,
  leaves: ReadonlyMap<ValueId, Tensor>,
  target: ValueId,
  sources: ReadonlySet<ValueId>,
  forward: readonly Operation[],
): Reach {
  const differentiable = dependents(forward, sources);
  const reached = new ValueSet();
  const contributions = new Contributions();
  if (differentiable.has(target)) reached.add(target);
  const value = builder.finder(leaves);
  for (let i = forward.length - 1; i >= 0; i--) {
    const operation = forward[i]!;
    const dy = operation.outputs[0]!;
    if (!reached.has(dy)) continue;
    const rule = GRADIENT_RULES[operation.name] as GradientRule<OperationName>;
    const perInput = rule({
      ops: builder,
      inputs: operation.inputs.map(value),
      outputs: operation.outputs.map(value),
      attributes: operation.attributes,
      dy: value(dy),
    });
    for (let k = 0; k < operation.inputs.length; k++) {
      const input = operation.inputs[k]!;
      if (!perInput[k] || !differentiable.has(input)) continue;
      reached.add(input);
      contributions.add(operation.origin, input);
    }
  }
  return { values: reached, contributions };
}
