import { defineNode, param, z, type Tensor } from '../../src/spec/index.ts';
import { identity } from './operations/identity.ts';
import { lanePorts, laneViews, needsOthers, unorderedPairs } from './operations/lanes.ts';
import { meanOf } from './operations/view-pairs.ts';

/**
 * Σᵢ (1 − C_ii)² + λ Σ_{i≠j} C_ij² with C the cross-correlation of two views (Zbontar et al. 2021, eq. 1 and 2): every
 * feature standardised over the batch (biased variance, ε below the root as in batch norm), then C = aᵀb/B, D×D.
 *
 * a, b: embeddings V·B×D, together at least two views; more: the mean over all pairs of views. Gives a scalar; D, times
 * agreement and scale, is the value of a constant embedding, which standardises to 0.
 */
export const barlowTwins = defineNode({
  id: 'loss.barlowTwins',
  label: 'Barlow Twins',
  summary: 'Makes each feature agree between views and carry what no other feature does.',
  formula:
    '\\mathcal{L} = \\sum_i (1 - C_{ii})^2 + \\lambda \\sum_{i \\ne j} C_{ij}^2,\\quad C = \\tfrac{1}{B} \\hat A^\\top \\hat B',
  formulaFor({ agreement, lambda, scale }) {
    const weight = agreement === 1 ? '' : `${agreement} `;
    const terms = [
      ...(agreement > 0 ? [`${weight}\\sum_i (1 - C_{ii})^2`] : []),
      ...(lambda > 0 ? ['\\lambda \\sum_{i \\ne j} C_{ij}^2'] : []),
    ];
    const sum = terms.join(' + ') || '0';
    const loss = scale === 1 ? sum : `${scale}\\,\\Big(${sum}\\Big)`;
    return `\\mathcal{L} = ${loss},\\quad C = \\tfrac1B\\, \\hat z^\\top \\hat z',\\quad \\hat z = (z - \\operatorname{mean} z) / \\operatorname{std} z`;
  },
  citation: {
    authors: 'Zbontar, Jing, Misra, LeCun, Deny',
    year: 2021,
    title: 'Barlow Twins: Self-Supervised Learning via Redundancy Reduction',
    url: 'https://arxiv.org/abs/2103.03230',
  },
  pitfalls: [
    'Features are standardised over the batch; scaling each embedding to length 1 instead is another loss.',
    'The variance is the biased one: with B − 1 the diagonal could not reach 1.',
    'The sum grows with D, and published codes scale it by 1, 0.1 or 1/32: learning rates come with the scale.',
    'Biases and norms have a learning rate of their own in the paper’s recipe.',
  ],
  keywords: ['redundancy reduction', 'cross-correlation', 'decorrelation', 'non-contrastive'],
  params: () =>
    z.object({
      agreement: param(z.number().min(0).default(1), {
        label: 'Agreement weight',
        help: 'Weight of the diagonal terms, which make views agree; 0 leaves only the redundancy. 1 in the paper.',
        range: [0, 2],
        tier: 'advanced',
      }),
      lambda: param(z.number().min(0).default(0.0051), {
        label: 'Redundancy weight λ',
        help: 'Weight of the off-diagonal terms; 0 leaves only the agreement. 0.0051 in the paper.',
        range: [0.0001, 0.1],
        scale: 'log',
      }),
      scale: param(z.number().positive().default(1), {
        label: 'Scale',
        help: 'The whole loss is multiplied by it; 0.1 in common CIFAR-10 recipes.',
        range: [0.01, 1],
        scale: 'log',
        tier: 'advanced',
      }),
      epsilon: param(z.number().positive().default(1e-5), {
        label: 'ε of the norm',
        help: 'Added to the variance before the root.',
        range: [1e-8, 1e-3],
        scale: 'log',
        tier: 'advanced',
      }),
    }),
  ports: () => lanePorts('The loss of the correlation matrix.'),
  forward(context) {
    const { ops, params } = context;
    const views = laneViews(context);
    needsOthers(context, views[0]!);
    const [batch, size] = views[0]!.shape as [number, number];
    const [ones, zeros] = [1, 0].map((value) => ops.constant(value, [size]));
    const standardised = views.map(
      (view) => ops.batchNorm(view, ones!, zeros!, { groups: 1, epsilon: params.epsilon }).y,
    );
    const perfect = identity(ops, size);
    const weights = ops.add(ops.mul(perfect, params.agreement - params.lambda), params.lambda);
    const lossOf = (a: Tensor, b: Tensor) => {
      const correlation = ops.div(ops.matMul(a, b, { transposeA: true }), batch);
      return ops.sum(ops.mul(weights, ops.square(ops.sub(correlation, perfect))));
    };
    const loss = meanOf(
      ops,
      unorderedPairs(standardised).map(([a, b]) => lossOf(a, b)),
    );
    return { loss: { tensor: params.scale === 1 ? loss : ops.mul(loss, params.scale), views: 1 } };
  },
});
