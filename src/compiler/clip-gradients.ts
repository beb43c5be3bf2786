import type { GradientClip } from '../spec/node-spec.ts';
import type { Tensor, TensorOps } from '../spec/tensor-ops.ts';

/** A gradient, and where its weight does not move from the first step on, a scalar that is 0 until it does. */
export interface Clippable {
  readonly gradient: Tensor;
  readonly started?: Tensor | undefined;
}

/**
 * Gradients of which none, or not all as one vector, is longer than the bound c: g · min(1, c / (‖g‖ + 10⁻⁶)), as
 * torch.nn.utils.clip_grad_norm_. What does not move yet does not count, as where torch finds no gradient.
 */
export function clipGradients(
  ops: TensorOps,
  clip: GradientClip | null,
  gradients: readonly Clippable[],
): Tensor[] {
  if (clip === null) return gradients.map(({ gradient }) => gradient);
  const squares = gradients.map(({ gradient, started }) => {
    const square = ops.sum(ops.square(gradient));
    return started ? ops.select(started, square, 0) : square;
  });
  const coefficient = (square: Tensor): Tensor =>
    ops.minimum(ops.div(clip.norm, ops.add(ops.sqrt(square), 1e-6)), 1);
  const shared = clip.of === 'all' && coefficient(squares.reduce((sum, square) => ops.add(sum, square)));
  return gradients.map(({ gradient }, i) => ops.mul(gradient, shared || coefficient(squares[i]!)));
}
