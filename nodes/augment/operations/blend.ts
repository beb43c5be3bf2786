import type { Operand, Tensor, TensorOps } from '../../../src/spec/index.ts';

/** `yes` where the mask is 1, `no` where it is 0, exactly; the mask broadcasts and may lie between. */
export function blend(ops: TensorOps, mask: Tensor, yes: Operand, no: Operand): Tensor {
  return ops.add(ops.mul(yes, mask), ops.mul(no, ops.sub(1, mask)));
}
