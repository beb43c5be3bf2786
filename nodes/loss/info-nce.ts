import { defineNode, param, z, type NodeContext, type Tensor } from '../../src/spec/index.ts';
import { identity } from './operations/identity.ts';
import { needsOthers } from './operations/lanes.ts';
import { meanOverPairs, pairsParam, splitViews, type Pairing } from './operations/view-pairs.ts';
import { temperature } from '../params/temperature.ts';

interface Params {
  readonly temperature: number;
  readonly normalize: boolean;
  readonly scaleByTemperature: boolean;
  readonly pairs: Pairing;
}

/** Each query against its own key and K negatives that all queries share; q, k: B×D, negatives: K×D. */
function againstNegatives(
  { ops, params }: NodeContext<Params>,
  q: Tensor,
  k: Tensor,
  negatives: Tensor,
): Tensor {
  const positive = ops.sum(ops.mul(q, k), [-1], true);
  const others = ops.matMul(q, negatives, { transposeB: true });
  const logProbability = ops.logSoftmax(ops.div(ops.concat([positive, others], 1), params.temperature));
  return ops.neg(ops.mean(ops.slice(logProbability, [0, 0], [q.shape[0]!, 1])));
}

/** Each query against all keys of the batch, the positives on the diagonal. */
function againstBatch({ ops, params }: NodeContext<Params>, q: Tensor, k: Tensor): Tensor {
  const batch = q.shape[0]!;
  const logits = ops.div(ops.matMul(q, k, { transposeB: true }), params.temperature);
  return ops.neg(ops.div(ops.sum(ops.mul(ops.logSoftmax(logits), identity(ops, batch))), batch));
}

/**
 * InfoNCE (van den Oord et al. 2018, eq. 4; He et al. 2020, eq. 1): the cross entropy of picking a query's own key,
 * ℓ = −log( exp(q·k₊/τ) / (exp(q·k₊/τ) + Σ exp(q·k₋/τ)) ), the mean over images and pairs of views.
 *
 * query: V·B×D, key: W·B×D. With `negatives` N×D (a queue or a memory bank) these are all there is beside the positive;
 * without, they are the other images' keys in the same batch, as in MoCo v3, and not the other queries. Gradient flows
 * to whatever has one. Gives a scalar: ln(N + 1), or ln B without negatives, at a constant embedding; with
 * `scaleByTemperature` 2τ times that. MoCo v3 adds its two directions where this takes their mean: its loss is twice this one.
 */
export const infoNCE = defineNode({
  id: 'loss.infoNCE',
  label: 'InfoNCE',
  summary: 'Each query has to find its own key among negatives from a queue or from the batch.',
  formula:
    '\\ell = -\\log \\frac{\\exp(q \\cdot k_+ / \\tau)}{\\exp(q \\cdot k_+ / \\tau) + \\sum_{k_-} \\exp(q \\cdot k_- / \\tau)}',
  formulaFor({ normalize, scaleByTemperature }, connected) {
    const unit = (x: string) => (normalize ? `\\hat ${x}` : x);
    const likeness = (key: string) => `e^{${unit('q')}_i \\cdot ${unit(key)} / \\tau}`;
    const own = likeness('k_i');
    const all = connected.has('negatives')
      ? `${own} + \\sum_{n \\in Q} ${likeness('n')}`
      : `\\sum_j ${likeness('k_j')}`;
    return `\\ell_i = -${scaleByTemperature ? '2\\tau\\,' : ''}\\log \\frac{${own}}{${all}}`;
  },
  citation: {
    authors: 'van den Oord, Li, Vinyals',
    year: 2018,
    title: 'Representation Learning with Contrastive Predictive Coding',
    url: 'https://arxiv.org/abs/1807.03748',
  },
  pitfalls: [
    'With a queue the loss rises first, while the noise in it gives way to real keys: this is no divergence.',
    'The step’s own keys must enter the queue after the loss, or each query finds its key among the negatives.',
    'Keys have gradient unless a stop-gradient or a momentum encoder stands before them.',
    'The factor 2τ of MoCo v3 changes the effective learning rate: keep it to use its hyper-parameters.',
  ],
  keywords: [
    'contrastive',
    'MoCo',
    'CPC',
    'NNCLR',
    'PIRL',
    'queue',
    'memory bank',
    'negatives',
    'temperature',
  ],
  params: () =>
    z.object({
      temperature: temperature(
        0.2,
        'Divides the similarities. 0.07 in MoCo, 0.2 in MoCo v2 and in v3 with transformers, 1 in v3 with a ResNet.',
      ),
      normalize: param(z.boolean().default(true), {
        label: 'Normalise',
        help: 'Whether queries, keys and negatives are scaled to length 1, so that similarities are cosines.',
      }),
      scaleByTemperature: param(z.boolean().default(false), {
        label: 'Multiply by 2τ',
        help: 'Keeps gradients alike over temperatures, as MoCo v3 does.',
        tier: 'advanced',
      }),
      pairs: pairsParam('cross'),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'query',
        label: 'query',
        symbol: 'q',
        kinds: ['embedding'],
        summary: 'Embeddings that look for their key.',
      },
      {
        name: 'key',
        label: 'key',
        symbol: 'k',
        kinds: ['embedding'],
        summary: 'Embeddings to be found.',
      },
      {
        name: 'negatives',
        label: 'negatives',
        symbol: 'Q',
        kinds: ['matrix'],
        summary: 'Keys of other images, a row each; where nothing is connected, those of the batch.',
        optional: true,
      },
    ],
    outputs: [
      { name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over images and pairs of views.' },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const unit = (x: Tensor) => (params.normalize ? ops.l2Normalize(x) : x);
    const [query, key] = [context.input('query'), context.input('key')];
    const given = context.optional('negatives');
    const negatives = given && unit(given.tensor);
    if (!negatives) needsOthers(context, splitViews(ops, query)[0]!);
    const loss = meanOverPairs(
      context,
      { ...query, tensor: unit(query.tensor) },
      { ...key, tensor: unit(key.tensor) },
      (q, k) => (negatives ? againstNegatives(context, q, k, negatives) : againstBatch(context, q, k)),
    );
    const tensor = params.scaleByTemperature ? ops.mul(loss, 2 * params.temperature) : loss;
    return { loss: { tensor, views: 1 } };
  },
});
