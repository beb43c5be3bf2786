import type { Tensor, TensorOps } from '../../../src/spec/index.ts';

/** What PyTorch takes where nothing else is said. */
export const GROUP_NORM_EPSILON = 1e-5;

/**
 * Group normalisation (Wu and He 2018, eq. 7), as torch.nn.GroupNorm does it: each image's channels in `groups` equal
 * runs, each normalised over its channels and all positions. One group is what that paper calls layer norm of a
 * convolutional network, as many groups as channels instance norm.
 *
 * @param x N×H×W×C (or any N×…×C), C a multiple of `groups`
 * @param scale C
 * @param offset C
 */
export function groupNorm(
  ops: TensorOps,
  x: Tensor,
  scale: Tensor,
  offset: Tensor,
  { groups, epsilon = GROUP_NORM_EPSILON }: { readonly groups: number; readonly epsilon?: number },
): Tensor {
  const images = x.shape[0]!;
  const channels = x.shape[x.shape.length - 1]!;
  const positions = x.shape.slice(1, -1).reduce((product, n) => product * n, 1);
  const flat = ops.reshape(x, [images, positions, channels]);
  /** Means over positions and the channels of a group, N×1×C: first over positions, which leaves little to regroup. */
  const groupMean = (values: Tensor): Tensor => {
    const perChannel = ops.reshape(ops.mean(values, [1]), [images, groups, channels / groups]);
    const perGroup = ops.mean(perChannel, [2], true);
    return ops.reshape(ops.broadcastTo(perGroup, perChannel.shape), [images, 1, channels]);
  };
  const centred = ops.sub(flat, groupMean(flat));
  const inverse = ops.rsqrt(ops.add(groupMean(ops.square(centred)), epsilon));
  return ops.reshape(ops.add(ops.mul(centred, ops.mul(inverse, scale)), offset), x.shape);
}
