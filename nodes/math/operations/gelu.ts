import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** x·Φ(x) (Hendrycks and Gimpel 2016): exact by the error function, or their tanh approximation (section 2). */
export function gelu(ops: TensorOps, x: Tensor, form: 'exact' | 'tanh' = 'exact'): Tensor {
  const odd =
    form === 'exact'
      ? ops.erf(ops.mul(x, Math.SQRT1_2))
      : ops.tanh(ops.mul(ops.add(x, ops.mul(ops.mul(ops.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI)));
  return ops.mul(ops.mul(x, 0.5), ops.add(odd, 1));
}
