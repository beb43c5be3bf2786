import { defineNode, fanInUniform, ones, param, z, zeros } from '../../src/spec/index.ts';
import { denseLayers } from '../layer/operations/dense-layers.ts';
import { outputSize } from '../params/dense.ts';
import { NORM_CALL_PARAMS, normGroups, normSplits, normViews } from '../params/norm-views.ts';
import { embeddingPort } from './operations/embedding-port.ts';

/**
 * DINO's head (Caron et al. 2021, sec. 3.1 and appendix C): an MLP with GELU to a bottleneck, L2 normalisation, and a
 * linear layer without bias whose rows are weight-normalised (Salimans and Kingma 2016): w_k = g_k · v_k/‖v_k‖.
 *
 * embedding V·B×D → logits V·B×K. With `normLastLayer` every g_k is 1, so logits are cosines in [−1, 1]. Linear layers
 * begin normal with deviation 0.02 and biases at 0, v uniform in ±1/√bottleneck, g at 1. For the first
 * `freezeLastLayerSteps` v and g stay as they began.
 */
export const dinoHead = defineNode({
  id: 'head.dino',
  label: 'DINO head',
  summary: 'An MLP, normalisation, and a weight-normalised layer: scores over many learned directions.',
  formula:
    's_k = g_k\\,\\frac{v_k^\\top}{\\lVert v_k \\rVert}\\,\\frac{u}{\\lVert u \\rVert},\\quad u = \\operatorname{MLP}(h)',
  citation: {
    authors: 'Caron, Touvron, Misra, Jégou, Mairal, Bojanowski, Joulin',
    year: 2021,
    title: 'Emerging Properties in Self-Supervised Vision Transformers',
    url: 'https://arxiv.org/abs/2104.14294',
  },
  pitfalls: [
    'With unit rows the logits are cosines between −1 and 1: what the distributions look like is up to the temperatures.',
    'The head of a vision transformer has no batch norm; that of a ResNet may.',
    'The teacher needs weights of its own that follow the student’s. Where both are the same tensors, the output collapses to ln K.',
  ],
  keywords: ['dino', 'projection', 'prototypes', 'weight norm', 'self-distillation', 'ibot'],
  params: () =>
    z.object({
      hidden: param(z.number().int().min(1).max(16384).default(2048), {
        label: 'Hidden width',
        help: 'Size of the hidden layers.',
        range: [64, 2048],
      }),
      bottleneck: param(z.number().int().min(1).max(16384).default(256), {
        label: 'Bottleneck',
        help: 'Length of the vectors that are normalised and compared with the rows of the last layer.',
        range: [16, 512],
      }),
      outputSize: outputSize(
        4096,
        'Number K of directions; the paper has 65,536 for ImageNet, codes for CIFAR 2,048 or 4,096.',
        [64, 65536],
      ),
      layers: param(z.number().int().min(1).max(8).default(3), {
        label: 'Layers',
        help: 'Linear layers down to the bottleneck, which has neither norm nor activation.',
        range: [1, 4],
        tier: 'advanced',
      }),
      norm: param(z.enum(['none', 'batch']).default('none'), {
        label: 'Hidden norm',
        help: 'What stands between each hidden layer and its GELU.',
        options: { none: 'None', batch: 'Batch norm' },
        tier: 'advanced',
      }),
      normLastLayer: param(z.boolean().default(true), {
        label: 'Unit rows',
        help: 'Keeps the length of the last layer’s rows at 1. Learned lengths can give more, and are less stable.',
      }),
      freezeLastLayerSteps: param(z.number().int().min(0).default(0), {
        label: 'Last layer frozen for',
        help: 'For so many first steps the last layer stays as it began; the paper takes one epoch.',
        unit: 'steps',
        range: [0, 1000],
      }),
      normViews,
      normSplits,
    }),
  hasWeights: true,
  callParams: NORM_CALL_PARAMS,
  ports: () => ({
    inputs: [embeddingPort],
    outputs: [{ name: 'logits', label: 'logits', kind: 'logits', summary: 'Scores over the directions.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const { hidden, bottleneck, outputSize: size, norm, freezeLastLayerSteps: frozenSteps } = params;
    const input = context.input('embedding');
    const layers = [
      ...Array.from({ length: params.layers - 1 }, () => ({
        width: hidden,
        norm,
        activation: 'gelu' as const,
      })),
      { width: bottleneck, norm: 'none' as const, activation: 'none' as const },
    ];
    const initial = { kernel: { kind: 'normal', std: 0.02 }, bias: zeros } as const;
    const u = denseLayers(context, input.tensor, layers, normGroups(context, input), { initial });

    const direction = context.weight('last.direction', [size, bottleneck], fanInUniform(bottleneck), {
      frozenSteps,
    });
    const cosines = ops.matMul(ops.l2Normalize(u), ops.l2Normalize(direction), { transposeB: true });
    // the published code decays the gains as it does every matrix
    const logits = params.normLastLayer
      ? cosines
      : ops.mul(cosines, context.weight('last.gain', [1, size], ones, { frozenSteps }));
    return { logits: { tensor: logits, views: input.views } };
  },
});
