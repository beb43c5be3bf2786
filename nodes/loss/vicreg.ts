import { defineNode, param, z, type NodeContext, type Tensor } from '../../src/spec/index.ts';
import { identity } from './operations/identity.ts';
import { lanePorts, laneViews, needsOthers, unorderedPairs } from './operations/lanes.ts';
import { meanOf } from './operations/view-pairs.ts';

type Context = NodeContext<{ readonly epsilon: number }>;

/** v(Z) = 1/D Σⱼ max(0, 1 − √(Var(zʲ) + ε)), the variance unbiased (eq. 1 and 2); view: B×D, centred. */
function varianceTerm({ ops, params }: Context, centred: Tensor): Tensor {
  const variance = ops.div(ops.sum(ops.square(centred), [0]), centred.shape[0]! - 1);
  return ops.mean(ops.relu(ops.sub(1, ops.sqrt(ops.add(variance, params.epsilon)))));
}

/** c(Z) = 1/D Σ_{i≠j} Cov(Z)ᵢⱼ² (eq. 3 and 4); view: B×D, centred. */
function covarianceTerm({ ops }: Context, centred: Tensor): Tensor {
  const [batch, size] = centred.shape as [number, number];
  const covariance = ops.div(ops.matMul(centred, centred, { transposeA: true }), batch - 1);
  const offDiagonal = ops.mul(ops.square(covariance), ops.sub(1, identity(ops, size)));
  return ops.div(ops.sum(offDiagonal), size);
}

/**
 * λ·s(Z, Z′) + μ·(v(Z) + v(Z′)) + ν·(c(Z) + c(Z′)) (Bardes et al. 2022, eq. 6): s the mean squared difference over images and
 * features, v a hinge that keeps each feature's standard deviation at 1, c the squared covariances off the diagonal over D.
 *
 * a, b: embeddings V·B×D, not normalised, together at least two views; more: the mean over all pairs of views. A term of
 * weight 0 is left out of the program. Gives a scalar. At a constant embedding s = c = 0 and v = 1 − √ε: with the usual weights
 * 24.75 in the official form, which halves v, and 49.5 in the paper's.
 */
export const vicreg = defineNode({
  id: 'loss.vicreg',
  label: 'VICReg',
  summary: 'Views agree, every feature varies, and no two features say the same.',
  formula:
    '\\mathcal{L} = \\lambda\\, s(Z, Z^\\prime) + \\mu\\, [v(Z) + v(Z^\\prime)] + \\nu\\, [c(Z) + c(Z^\\prime)]',
  formulaFor({ invariance, variance, covariance, form }) {
    const terms = [
      [invariance, '\\lambda\\, s'],
      [variance, `${form === 'paper' ? '\\mu' : '\\tfrac{\\mu}{2}'}\\, [v_z + v_{z'}]`],
      [covariance, "\\nu\\, [c_z + c_{z'}]"],
    ] as const;
    const meanings = [
      [invariance, "s = \\operatorname{mean}\\, (z - z')^2"],
      [
        variance,
        'v_z = \\underset{d}{\\operatorname{mean}}\\, \\max(0, 1 - \\sqrt{\\operatorname{Var} z_d + \\varepsilon})',
      ],
      [covariance, 'c_z = \\tfrac1D \\sum_{d \\ne e} \\operatorname{Cov}(z)_{de}^2'],
    ] as const;
    const present = (list: readonly (readonly [number, string])[]) =>
      list.filter(([weight]) => weight > 0).map(([, part]) => part);
    return [`\\mathcal{L} = ${present(terms).join(' + ') || '0'}`, ...present(meanings)].join(',\\quad ');
  },
  citation: {
    authors: 'Bardes, Ponce, LeCun',
    year: 2022,
    title: 'VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning',
    url: 'https://arxiv.org/abs/2105.04906',
  },
  pitfalls: [
    'The official code halves the variance term, paper and other codes do not: μ differs by two.',
    'Embeddings come as they are: normalising them to length 1 costs accuracy and sets the hinge out of reach.',
    'The invariance is a mean over images and features; a sum over features upsets 25 : 25 : 1.',
    'ε stands inside the root: without it the gradient of a constant feature is infinite.',
  ],
  keywords: ['variance', 'invariance', 'covariance', 'decorrelation', 'hinge', 'non-contrastive'],
  params: () =>
    z.object({
      invariance: param(z.number().min(0).default(25), {
        label: 'Invariance λ',
        help: 'Weight of the agreement between views; 0 leaves it out.',
        range: [0, 50],
      }),
      variance: param(z.number().min(0).default(25), {
        label: 'Variance μ',
        help: 'Weight of the hinge that keeps features from going constant; 0 leaves it out.',
        range: [0, 50],
      }),
      covariance: param(z.number().min(0).default(1), {
        label: 'Covariance ν',
        help: 'Weight of the decorrelation of features; 0 leaves it out.',
        range: [0, 10],
      }),
      form: param(z.enum(['official', 'paper']).default('official'), {
        label: 'Variance of two views',
        help: 'Whether the variance terms of the two views are averaged or added.',
        options: { official: 'Averaged (official code)', paper: 'Added (paper)' },
        tier: 'advanced',
      }),
      epsilon: param(z.number().positive().default(1e-4), {
        label: 'ε',
        help: 'Added to the variance before the root.',
        range: [1e-6, 1e-2],
        scale: 'log',
        tier: 'advanced',
      }),
    }),
  ports: () => lanePorts('The weighted sum of the three terms.'),
  forward(context) {
    const { ops, params } = context;
    const views = laneViews(context);
    needsOthers(context, views[0]!);
    const centred = views.map((view) => ops.sub(view, ops.mean(view, [0], true)));
    const difference = ([a, b]: readonly [Tensor, Tensor]) => ops.mean(ops.square(ops.sub(a, b)));

    const terms: [weight: number, losses: () => Tensor[]][] = [
      [params.invariance, () => unorderedPairs(views).map(difference)],
      [
        params.variance * (params.form === 'paper' ? 2 : 1),
        () => centred.map((view) => varianceTerm(context, view)),
      ],
      [2 * params.covariance, () => centred.map((view) => covarianceTerm(context, view))],
    ];
    const loss = terms
      .filter(([weight]) => weight > 0)
      .map(([weight, losses]) => ops.mul(meanOf(ops, losses()), weight))
      .reduce((sum, term) => ops.add(sum, term), ops.constant(0));
    return { loss: { tensor: loss, views: 1 } };
  },
});
