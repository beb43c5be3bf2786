import { ones, zeros, type Initializer, type NodeContext, type Tensor } from '../../../src/spec/index.ts';
import { convolution } from '../../layer/operations/convolution.ts';
import { namedBatchNorm } from '../../layer/operations/named-batch-norm.ts';
import type { NormGroups } from '../../params/norm-views.ts';

/** Channels of a bottleneck's output over those of its 3×3 convolution. */
const EXPANSION = 4;

export interface ResidualBlock {
  readonly kind: 'basic' | 'bottleneck';
  /** Channels of the 3×3 convolutions. */
  readonly width: number;
  readonly stride: number;
  /** The last gain of the branch begins at 0: the block begins as its shortcut. */
  readonly zeroInit: boolean;
}

/** Standard deviation √(2 / fan-out) (He et al. 2015, eq. 14), which torchvision draws a ResNet's kernels with. */
function fanOutNormal(size: number, width: number): Initializer {
  return { kind: 'normal', std: Math.sqrt(2 / (size * size * width)) };
}

/** A convolution without bias and a batch norm: weights `name.kernel`, `name.scale`, `name.offset`. */
export function convolutionAndNorm<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  width: number,
  window: { readonly size: number; readonly stride: number },
  statistics: NormGroups,
  gain: Initializer = ones,
): Tensor {
  const initial = fanOutNormal(window.size, width);
  const y = convolution(context, name, x, width, { ...window, bias: false, initial });
  return namedBatchNorm(context, name, y, statistics, { gain });
}

/**
 * One residual block (He et al. 2016, figs. 2 and 5), ReLU(branch(x) + shortcut(x)). Basic: two 3×3 convolutions, the first
 * with the stride. Bottleneck: 1×1, 3×3 with the stride (torchvision's “v1.5”; the paper has it in the first 1×1), 1×1 to
 * four times the channels. The shortcut is a 1×1 convolution with batch norm where the shape changes, else x itself.
 *
 * @param x N×H×W×C
 * @returns N×h×w×`width`, or 4·`width` behind a bottleneck
 */
export function residualBlock<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  { kind, width, stride, zeroInit }: ResidualBlock,
  statistics: NormGroups,
): Tensor {
  const { ops } = context;
  const last = zeroInit ? zeros : ones;
  const layer = (part: string, input: Tensor, out: number, size: number, step: number, gain?: Initializer) =>
    convolutionAndNorm(context, `${name}.${part}`, input, out, { size, stride: step }, statistics, gain);
  const output = kind === 'basic' ? width : width * EXPANSION;

  let branch: Tensor;
  if (kind === 'basic') {
    branch = ops.relu(layer('conv1', x, width, 3, stride));
    branch = layer('conv2', branch, output, 3, 1, last);
  } else {
    branch = ops.relu(layer('conv1', x, width, 1, 1));
    branch = ops.relu(layer('conv2', branch, width, 3, stride));
    branch = layer('conv3', branch, output, 1, 1, last);
  }
  const changes = stride !== 1 || x.shape[3] !== output;
  const shortcut = changes ? layer('downsample', x, output, 1, stride) : x;
  return ops.relu(ops.add(branch, shortcut));
}
