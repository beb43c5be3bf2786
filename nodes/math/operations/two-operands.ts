import type { NodeContext, Operand, Ports, Signal, Tensor } from '../../../src/spec/index.ts';
import { TENSOR_KINDS } from '../../params/tensor-kinds.ts';
import { matchViews } from './match-views.ts';

/** Ports of an operation on two tensors, element by element. */
export function twoOperandPorts(a: string, b: string, output: string): Ports {
  return {
    inputs: [
      { name: 'a', label: 'a', kinds: TENSOR_KINDS, summary: a },
      { name: 'b', label: 'b', kinds: TENSOR_KINDS, summary: b },
    ],
    outputs: [{ name: 'output', label: 'output', kind: { like: 'a' }, summary: output }],
  };
}

/** Combines the inputs a and b element by element, views matched and shapes broadcast. */
export function combine<P>(
  context: NodeContext<P>,
  operation: (a: Operand, b: Operand) => Tensor,
): { output: Signal } {
  const { tensors, views } = matchViews(context, [context.input('a'), context.input('b')]);
  return { output: { tensor: operation(tensors[0]!, tensors[1]!), views } };
}
