import type { PortKind, Ports } from '../../../src/spec/index.ts';
import { TENSOR_KINDS } from '../../params/tensor-kinds.ts';

/** Ports of an operation on one tensor whose output is of the input's kind. */
export function tensorPorts(input: string, output: string, kinds: readonly PortKind[] = TENSOR_KINDS): Ports {
  return {
    inputs: [{ name: 'input', label: 'input', kinds, summary: input }],
    outputs: [{ name: 'output', label: 'output', kind: { like: 'input' }, summary: output }],
  };
}
