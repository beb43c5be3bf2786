import { defineNode, fanInUniform, param, z } from '../../src/spec/index.ts';
import { embeddingPort } from './operations/embedding-port.ts';

/**
 * Prototypes (Caron et al. 2020, sec. 3): the scores C·z of K learned vectors for each embedding.
 *
 * embedding V·B×D → logits V·B×K; prototypes K×D, the vectors themselves. Rows begin uniform in ±1/√D, PyTorch's default,
 * and, where `normalize` is set, are scaled to length 1 at the start and after every update, outside the gradient, as in the
 * published code. The input is taken as it is: on embeddings of length 1 scores are cosines.
 */
export const prototypes = defineNode({
  id: 'head.prototypes',
  label: 'Prototypes',
  summary: 'Compares each embedding with learned vectors that stand for clusters.',
  formula: 's = C z,\\quad C \\in \\mathbb{R}^{K \\times D},\\ \\lVert c_k \\rVert = 1',
  citation: {
    authors: 'Caron, Misra, Mairal, Goyal, Bojanowski, Joulin',
    year: 2020,
    title: 'Unsupervised Learning of Visual Features by Contrasting Cluster Assignments',
    url: 'https://arxiv.org/abs/2006.09882',
  },
  pitfalls: [
    'Put an L2 normalisation in front: prototypes have length 1, embeddings only if they are given it, and the temperature supposes cosines.',
    'Where the loss stays at ln K, hold the prototypes fixed for longer, or lower the ε of the codes.',
    'Prototypes are much of a small model: with few images take few of them.',
  ],
  keywords: ['clusters', 'codebook', 'swav', 'centroids', 'scores', 'assignment', 'linear'],
  params: () =>
    z.object({
      count: param(z.number().int().min(2).max(131072).default(512), {
        label: 'Prototypes',
        help: 'Number K of vectors; several times the number of classes one expects.',
        range: [16, 3000],
      }),
      normalize: param(z.boolean().default(true), {
        label: 'Unit length',
        help: 'Scales every prototype to length 1 after each update.',
      }),
      freezeSteps: param(z.number().int().min(0).default(0), {
        label: 'Frozen for',
        help: 'For so many first steps the prototypes stay as they began, which helps the training to start.',
        unit: 'steps',
        range: [0, 1000],
        tier: 'advanced',
      }),
    }),
  hasWeights: true,
  ports: () => ({
    inputs: [
      { ...embeddingPort, summary: 'One vector per image, usually of length 1.', usually: 'unitLength' },
    ],
    outputs: [
      { name: 'logits', label: 'scores', kind: 'logits', summary: 'Scores over the prototypes.' },
      { name: 'prototypes', label: 'prototypes', kind: 'matrix', summary: 'The vectors themselves, K×D.' },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('embedding');
    const size = tensor.shape[1]!;
    const rows = context.weight('prototypes', [params.count, size], fanInUniform(size), {
      ...(params.normalize && { unitRows: true }),
      frozenSteps: params.freezeSteps,
    });
    return {
      logits: { tensor: ops.matMul(tensor, rows, { transposeB: true }), views },
      prototypes: { tensor: rows, views: 1 },
    };
  },
});
