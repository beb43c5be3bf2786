import { defineNode, z } from '../../src/spec/index.ts';
import { every } from '../params/every.ts';

/**
 * How the embedding of the training batch is spread: raw std and std·√d of its unit vectors (1 when they fill the
 * sphere, 0 when they are all alike), RankMe (Garrido et al. 2023), alignment and uniformity of the views (Wang and Isola
 * 2020). Measured in float64 on what the step computes anyway.
 */
export const embeddingProbe = defineNode({
  id: 'probe.embedding',
  label: 'Embedding statistics',
  summary: 'Shows while training whether the embedding spreads out or collapses.',
  formula:
    '\\operatorname{RankMe}(Z) = \\exp\\Bigl(-\\sum_k p_k \\log p_k\\Bigr),\\quad p_k = \\frac{\\sigma_k}{\\lVert\\sigma\\rVert_1}',
  citation: {
    authors: 'Garrido, Balestriero, Najman, LeCun',
    year: 2023,
    title:
      'RankMe: Assessing the Downstream Performance of Pretrained Self-Supervised Representations by Their Rank',
    url: 'https://arxiv.org/abs/2210.02885',
  },
  pitfalls: [
    'A low loss does not exclude collapse; a std near 0 or a rank near 1 proves it.',
    'The rank cannot exceed the number of images in the batch.',
  ],
  keywords: ['collapse', 'rank', 'std', 'alignment', 'uniformity', 'metric', 'monitor'],
  params: () => z.object({ every: every(10) }),
  ports: () => ({
    inputs: [
      {
        name: 'embedding',
        label: 'embedding',
        kinds: ['embedding'],
        summary: 'What is measured; not changed.',
        cutsGradient: true,
      },
    ],
    outputs: [],
  }),
  probe: { measurement: 'embedding', of: 'batch', every: (params) => params.every },
});
