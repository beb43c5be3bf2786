import { defineNode, param, z } from '../../src/spec/index.ts';
import { every } from '../params/every.ts';
import { labelParam } from '../params/label.ts';

/**
 * What the representation is worth without a trained classifier: the share of held-out images whose label a weighted vote
 * of their k nearest training images gives (Wu et al. 2018, section 3.4), and, where the dataset has two drawings of each
 * concept, the share whose nearest neighbour is the other drawing. Cosine similarity; a forward pass of its own over
 * plain images, with running statistics. Of datasets with more than 4,096 images, that many evenly spaced ones are measured.
 */
export const retrievalProbe = defineNode({
  id: 'probe.retrieval',
  label: 'kNN and twin retrieval',
  summary: 'Measures the encoder by its nearest neighbours, beside the untrained encoder.',
  formula:
    '\\hat y = \\arg\\max_c \\sum_{i \\in \\mathcal{N}_k} \\mathbb{1}[y_i = c]\\, e^{\\operatorname{sim}(h, h_i) / \\tau}',
  citation: {
    authors: 'Wu, Xiong, Yu, Lin',
    year: 2018,
    title: 'Unsupervised Feature Learning via Non-Parametric Instance Discrimination',
    url: 'https://arxiv.org/abs/1805.01978',
  },
  pitfalls: [
    'Compare with the untrained encoder: on easy data random features already score high.',
    'Connect the encoder, not the projector, which has thrown information away.',
  ],
  keywords: ['knn', 'nearest neighbour', 'twin', 'evaluation', 'accuracy', 'probe'],
  params: () =>
    z.object({
      every: every(100),
      k: param(z.number().int().min(1).max(1000).default(20), {
        label: 'Neighbours k',
        help: 'How many neighbours vote. 200 is usual on CIFAR-10 and ImageNet; small datasets need fewer.',
        range: [1, 200],
      }),
      temperature: param(z.number().positive().default(0.1), {
        label: 'Temperature τ',
        help: 'Divides the similarity before it becomes a vote: small values let the nearest decide.',
        range: [0.01, 1],
        step: 0.01,
      }),
      label: labelParam('Which of the dataset’s labels the neighbours vote on.'),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'embedding',
        label: 'embedding',
        kinds: ['embedding'],
        summary: 'The encoder’s output.',
        cutsGradient: true,
      },
    ],
    outputs: [],
  }),
  probe: { measurement: 'retrieval', of: 'dataset', every: (params) => params.every },
});
