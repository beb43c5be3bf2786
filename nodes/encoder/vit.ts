import { defineNode, param, z, zeros, type NodeContext, type Tensor } from '../../src/spec/index.ts';
import { linear } from '../layer/operations/linear.ts';
import { imagesPort } from './operations/images-port.ts';
import { patches } from './operations/patches.ts';
import { interpolatePositions, sinCosPositions, type Grid } from './operations/position-embedding.ts';
import { transformerBlock, VIT_INITIAL, vitNorm } from './operations/transformer-block.ts';

/** Widths, depths and heads of DeiT (Touvron et al. 2021, table 1), which later papers took over. */
const SIZES = {
  tiny: { width: 192, depth: 12, heads: 3, mlpRatio: 4 },
  small: { width: 384, depth: 12, heads: 6, mlpRatio: 4 },
  base: { width: 768, depth: 12, heads: 12, mlpRatio: 4 },
} as const;

const params = () =>
  z.object({
    size: param(z.enum(['tiny', 'small', 'base', 'own']).default('tiny'), {
      label: 'Size',
      help: 'Width, depth and heads of a published model, or own ones.',
      options: {
        tiny: 'Tiny (192 wide, 12 blocks, 3 heads)',
        small: 'Small (384 wide, 12 blocks, 6 heads)',
        base: 'Base (768 wide, 12 blocks, 12 heads)',
        own: 'Own',
      },
    }),
    patchSize: param(z.number().int().min(1).max(64).default(4), {
      label: 'Patch size',
      help: 'Side of the squares that become tokens; it must divide the images’ sides. Half of it means four times as many tokens.',
      unit: 'px',
      range: [2, 16],
    }),
    pooling: param(z.enum(['class', 'mean']).default('class'), {
      label: 'Pooling',
      help: 'The embedding is a token of its own that attends to all patches, or the mean of the patches’ tokens; then there is no such token.',
      options: { class: 'Class token', mean: 'Mean of the patches' },
    }),
    width: param(z.number().int().min(1).max(4096).default(96), {
      label: 'Width',
      help: 'Length of a token, where the size is an own one; the heads must divide it.',
      unit: 'channels',
      range: [32, 384],
    }),
    depth: param(z.number().int().min(1).max(48).default(6), {
      label: 'Depth',
      help: 'Number of transformer blocks, where the size is an own one.',
      unit: 'blocks',
      range: [1, 12],
    }),
    heads: param(z.number().int().min(1).max(64).default(3), {
      label: 'Heads',
      help: 'Into how many parts attention divides the width, where the size is an own one.',
      range: [1, 12],
    }),
    mlpRatio: param(z.number().positive().max(16).default(4), {
      label: 'MLP ratio',
      help: 'Hidden width of each block’s MLP over the width, where the size is an own one.',
      unit: '×',
      range: [1, 4],
      tier: 'advanced',
    }),
    position: param(z.enum(['learned', 'sinCos']).default('learned'), {
      label: 'Positions',
      help: 'How tokens know where their patches are: by learned vectors, or by fixed sines and cosines of row and column.',
      options: { learned: 'Learned', sinCos: 'Sines and cosines' },
    }),
    baseSize: param(z.number().int().min(0).max(4096).default(0), {
      label: 'Base size',
      help: 'Side of the images that positions belong to; images of another size get them interpolated. 0 takes the dataset’s size.',
      unit: 'px',
      tier: 'advanced',
    }),
    frozenPatchEmbedding: param(z.boolean().default(false), {
      label: 'Frozen patch projection',
      help: 'The projection of the patches stays as random as it began, which keeps the training of MoCo v3 stable.',
      tier: 'advanced',
    }),
    dropPath: param(z.number().min(0).max(0.95).default(0), {
      label: 'Drop path',
      help: 'Probability that a branch is left out for an image in training: this one in the last block, 0 in the first, on a line between. Nothing is left out in evaluation.',
      range: [0, 0.5],
      step: 0.05,
      tier: 'advanced',
    }),
  });

type Context = NodeContext<z.output<ReturnType<typeof params>>>;

/** The size chosen; combinations that do not fit are refused. */
function resolveSize(context: Context) {
  const { size, width, depth, heads, mlpRatio, position } = context.params;
  const chosen = size === 'own' ? { width, depth, heads, mlpRatio } : SIZES[size];
  const refuse = (name: string, problem: string) =>
    context.refuse('GRAPH_BAD_PARAM', { param: name, problem }, { param: name });
  if (chosen.width % chosen.heads !== 0)
    refuse('heads', `${heads} heads do not divide a width of ${chosen.width}`);
  if (position === 'sinCos' && chosen.width % 4 !== 0) {
    refuse('width', 'sines and cosines of two directions need a width that 4 divides');
  }
  return chosen;
}

/** The grid of patches of an image; a patch that does not fit is refused. */
function gridOf(context: Context, height: number, width: number, name: 'patchSize' | 'baseSize'): Grid {
  const { patchSize: size } = context.params;
  if (height % size !== 0 || width % size !== 0) {
    const problem = `patches of ${size}×${size} do not divide ${height}×${width} pixels`;
    context.refuse('SHAPE_MISMATCH', { problem }, { param: name });
  }
  return { rows: height / size, columns: width / size };
}

/** Position embeddings of the patches, T×D. */
function positionsOf(context: Context, grid: Grid, base: Grid, width: number): Tensor {
  const { ops } = context;
  if (context.params.position === 'sinCos') {
    return ops.constant(sinCosPositions(grid, base, width), [grid.rows * grid.columns, width]);
  }
  const table = context.weight('positions', [base.rows * base.columns, width], VIT_INITIAL.kernel);
  return interpolatePositions(ops, table, base, grid);
}

/**
 * A vision transformer (Dosovitskiy et al. 2021): patches projected to tokens, position embeddings added, pre-norm blocks,
 * a final layer norm.
 *
 * images V·B×H×W×C → tokens V·B×T×D of the patches, T = HW/p², and embedding V·B×D: the class token, or the tokens' mean.
 * Linear layers, class token and learned positions begin normal with deviation 0.02 and biases at 0; the patch projection
 * uniform in ±√(6/(p²C + D)) (Glorot and Bengio 2010). The class token has a learned position too, but no fixed one.
 */
export const vit = defineNode({
  id: 'encoder.vit',
  label: 'Vision transformer',
  summary: 'Cuts the image into patches that attend to each other.',
  formula:
    'x \\leftarrow x + \\operatorname{MSA}(\\operatorname{LN}(x)),\\quad x \\leftarrow x + \\operatorname{MLP}(\\operatorname{LN}(x))',
  citation: {
    authors: 'Dosovitskiy, Beyer, Kolesnikov, Weissenborn, Zhai et al.',
    year: 2021,
    title: 'An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale',
    url: 'https://arxiv.org/abs/2010.11929',
  },
  pitfalls: [
    'Transformers know nothing of images beforehand: on small data they need more steps and stronger augmentation than a convolutional network.',
    'MoCo v3’s frozen patch projection is random and never trained; cutting the gradient of the activations is something else.',
    'Attention costs the square of the number of tokens: half the patch size makes that sixteen times as much.',
    'Drop path belongs to the student alone: a teacher with shared or following weights has its own setting, 0.',
  ],
  keywords: ['transformer', 'attention', 'vit', 'deit', 'tokens', 'patch', 'backbone', 'self-attention'],
  params,
  hasWeights: true,
  callParams: ['dropPath'],
  ports: () => ({
    inputs: [imagesPort],
    outputs: [
      {
        name: 'embedding',
        label: 'embedding',
        kind: 'embedding',
        summary: 'One vector per image, behind the final layer norm.',
      },
      {
        name: 'tokens',
        label: 'tokens',
        kind: 'tokens',
        summary: 'One vector per patch, behind the final layer norm.',
      },
    ],
  }),
  forward(context: Context) {
    const { ops, dataset } = context;
    const { patchSize, pooling, position, baseSize, frozenPatchEmbedding, dropPath } = context.params;
    const { tensor, views } = context.input('images');
    const { width, depth, heads, mlpRatio } = resolveSize(context);
    const [images, height, across, channels] = tensor.shape as [number, number, number, number];
    const grid = gridOf(context, height, across, 'patchSize');
    const base =
      baseSize > 0
        ? gridOf(context, baseSize, baseSize, 'baseSize')
        : gridOf(context, dataset?.height ?? height, dataset?.width ?? across, 'patchSize');

    const limit = Math.sqrt(6 / (patchSize * patchSize * channels + width));
    const projected = linear(context, 'patch', patches(ops, tensor, patchSize), width, {
      initial: { kernel: { kind: 'uniform', limit }, bias: zeros },
      trainable: !frozenPatchEmbedding,
    });
    const count = grid.rows * grid.columns;
    const placed = ops.add(
      ops.reshape(projected, [images, count, width]),
      positionsOf(context, grid, base, width),
    );
    const withClass = (): Tensor => {
      const token = context.weight('classToken', [1, width], VIT_INITIAL.kernel);
      const placedToken =
        position === 'learned'
          ? ops.add(token, context.weight('classPosition', [1, width], VIT_INITIAL.kernel))
          : token;
      return ops.concat([ops.broadcastTo(placedToken, [images, 1, width]), placed], 1);
    };
    const tokens = pooling === 'class' ? withClass() : placed;

    const extra = pooling === 'class' ? 1 : 0;
    let x = ops.reshape(tokens, [images * (count + extra), width]);
    for (let i = 0; i < depth; i++) {
      const dropRate = depth > 1 ? (dropPath * i) / (depth - 1) : dropPath;
      x = transformerBlock(context, `block${i + 1}`, x, { images, heads, mlpRatio, dropRate });
    }
    const y = ops.reshape(vitNorm(context, 'norm', x), [images, count + extra, width]);
    const ofPatches = ops.slice(y, [0, extra, 0], [images, count, width]);
    const embedding =
      pooling === 'class'
        ? ops.reshape(ops.slice(y, [0, 0, 0], [images, 1, width]), [images, width])
        : ops.mean(y, [1]);
    return { embedding: { tensor: embedding, views }, tokens: { tensor: ofPatches, views } };
  },
});
