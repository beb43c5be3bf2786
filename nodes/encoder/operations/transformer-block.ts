import { zeros, type NodeContext, type Tensor } from '../../../src/spec/index.ts';
import { layerNorm } from '../../layer/operations/layer-norm.ts';
import { linear } from '../../layer/operations/linear.ts';
import { namedAffine } from '../../layer/operations/named-affine.ts';
import { gelu } from '../../math/operations/gelu.ts';

/** ε of the layer norms of vision transformers (Dosovitskiy et al.'s code; PyTorch's own default is 1e-5). */
export const VIT_NORM_EPSILON = 1e-6;

/** How a transformer's linear layers begin: normal with deviation 0.02, biases at 0. */
export const VIT_INITIAL = { kernel: { kind: 'normal', std: 0.02 }, bias: zeros } as const;

export interface TransformerBlock {
  /** Images, T tokens each: rows are N·T. */
  readonly images: number;
  readonly heads: number;
  /** Width of the MLP over that of the tokens. */
  readonly mlpRatio: number;
  /** Probability with which each of the two branches is left out for an image. */
  readonly dropRate: number;
}

/** The layer norm `name` with gain and offset of its own, N·T×D. */
export function vitNorm<P>(context: NodeContext<P>, name: string, x: Tensor): Tensor {
  const affine = namedAffine(context, name, x.shape[1]!);
  return layerNorm(context.ops, x, affine, VIT_NORM_EPSILON);
}

/**
 * Multi-head self-attention within each image (Vaswani et al. 2017, eq. 1 and sec. 3.2.2), with biases: x N·T×D → N·T×D.
 * The columns of `qkv` are the queries of all heads, then the keys, then the values.
 */
export function attention<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  { images, heads }: Pick<TransformerBlock, 'images' | 'heads'>,
): Tensor {
  const { ops } = context;
  const [rows, width] = x.shape as [number, number];
  const [tokens, size] = [rows / images, width / heads];
  const projected = linear(context, `${name}.qkv`, x, 3 * width, { initial: VIT_INITIAL });
  const byHead = ops.transpose(ops.reshape(projected, [images, tokens, 3 * heads, size]), [0, 2, 1, 3]);
  // queries, keys and values stand one after another on axis 1; no axis more, as kernels end at rank 4
  const parts = ops.reshape(byHead, [images, 3, heads * tokens * size]);
  const part = (index: number): Tensor =>
    ops.reshape(ops.slice(parts, [0, index, 0], [images, 1, heads * tokens * size]), [
      images * heads,
      tokens,
      size,
    ]);
  const queries = ops.mul(part(0), 1 / Math.sqrt(size));
  const shares = ops.softmax(ops.matMul(queries, part(1), { transposeB: true }));
  const mixed = ops.reshape(ops.matMul(shares, part(2)), [images, heads, tokens, size]);
  const together = ops.reshape(ops.transpose(mixed, [0, 2, 1, 3]), [rows, width]);
  return linear(context, `${name}.output`, together, width, { initial: VIT_INITIAL });
}

/**
 * A pre-norm transformer block (Dosovitskiy et al. 2021, eqs. 2 and 3): x + attention(norm(x)), then x + MLP(norm(x)) with
 * GELU. In training each branch is left out for some images and the rest scaled by 1/(1 − rate) (stochastic depth, Huang et
 * al. 2016, as transformers have it).
 *
 * @param x N·T×D
 */
export function transformerBlock<P>(
  context: NodeContext<P>,
  name: string,
  x: Tensor,
  block: TransformerBlock,
): Tensor {
  const { ops } = context;
  const { images, mlpRatio, dropRate } = block;
  const width = x.shape[1]!;
  const kept = (branch: Tensor, part: string): Tensor => {
    if (dropRate === 0 || context.mode === 'evaluate') return branch;
    const probability = 1 - dropRate;
    const draws = context.draw(`${name}.${part}`, { kind: 'bernoulli', probability }, [images]);
    const factors = ops.reshape(ops.mul(draws, 1 / probability), [images, 1]);
    const perImage = ops.reshape(branch, [images, (branch.shape[0]! * width) / images]);
    return ops.reshape(ops.mul(perImage, factors), branch.shape);
  };

  const attended = attention(
    context,
    `${name}.attention`,
    vitNorm(context, `${name}.attention.norm`, x),
    block,
  );
  const y = ops.add(x, kept(attended, 'attentionKept'));
  const layer = (part: string, input: Tensor, size: number): Tensor =>
    linear(context, `${name}.mlp.${part}`, input, size, { initial: VIT_INITIAL });
  const hidden = gelu(
    ops,
    layer('hidden', vitNorm(context, `${name}.mlp.norm`, y), Math.round(width * mlpRatio)),
  );
  return ops.add(y, kept(layer('output', hidden, width), 'mlpKept'));
}
