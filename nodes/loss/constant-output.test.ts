import { beforeAll, describe, expect, test } from 'vitest';
import type { NodeSpec } from '../../src/spec/index.ts';
import type { FixtureTensor } from '../../src/runtime/fixtures/case-schema.ts';
import { integers, lossOf, oneView, viewSet } from '../testing/evaluate-on.ts';
import { rows, softmax } from '../testing/rows.ts';
import { useBackend } from '../testing/run-on.ts';
import { alignmentLoss } from './alignment.ts';
import { barlowTwins } from './barlow-twins.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { crossEntropy } from './cross-entropy.ts';
import { crossViewCrossEntropy } from './cross-view-cross-entropy.ts';
import { decoupledContrastive } from './decoupled-contrastive.ts';
import { infoNCE } from './info-nce.ts';
import { l1 } from './l1.ts';
import { mse } from './mse.ts';
import { negativeCosine } from './negative-cosine.ts';
import { normalizedMse } from './normalized-mse.ts';
import { ntXent } from './nt-xent.ts';
import { smoothL1 } from './smooth-l1.ts';
import { softCrossEntropy } from './soft-cross-entropy.ts';
import { uniformityLoss } from './uniformity.ts';
import { vicreg } from './vicreg.ts';

const [N, D, K] = [6, 8, 5];
const constant = (row: number[], count = N) => Array.from({ length: count }, () => row);

const embedding = constant([1, -2, 3, 0.5, 0, 1, 2, -1]);
const views = viewSet(embedding, embedding);
const negatives = oneView(constant(embedding[0]!, K));

const uniform = constant(Array.from({ length: K }, () => 1 / K));
const oneHot = constant([1, 0, 0, 0, 0]);
const logits = constant([2, 2, 2, 2, 2]);
const certain = constant([200, 0, 0, 0, 0]);
const distributions = rows(1, N, K).map((row) => softmax(row));

const pair = { a: views };
const towards = { prediction: views, target: views };

/**
 * What each loss is when the encoder has collapsed to one point: the number to know when a curve lies flat. Where views are
 * paired in both directions the mean is taken, so that the numbers of codes that add them are twice these.
 */
const TABLE: [string, NodeSpec, object, Record<string, FixtureTensor>, number][] = [
  ['NT-Xent: ln(2N − 1)', ntXent, { temperature: 0.1 }, pair, Math.log(2 * N - 1)],
  ['decoupled: ln(2N − 2)', decoupledContrastive, { temperature: 0.1 }, pair, Math.log(2 * N - 2)],
  [
    'InfoNCE with K negatives: ln(K + 1)',
    infoNCE,
    {},
    { query: views, key: views, negatives },
    Math.log(K + 1),
  ],
  ['InfoNCE in the batch: ln N', infoNCE, {}, { query: views, key: views }, Math.log(N)],
  [
    'MoCo v3: 2τ ln N for the mean of both directions, of which its code’s sum is 4τ ln N',
    infoNCE,
    { temperature: 0.2, scaleByTemperature: true },
    { query: views, key: views },
    2 * 0.2 * Math.log(N),
  ],
  ['SimSiam: −1', negativeCosine, {}, towards, -1],
  ['BYOL: 0', normalizedMse, {}, towards, 0],
  [
    'SwAV and DINO, uniform: ln K',
    crossViewCrossEntropy,
    {},
    { targets: viewSet(uniform, uniform), logits: viewSet(logits, logits) },
    Math.log(K),
  ],
  [
    'SwAV, whatever the codes, while predictions are uniform: ln K',
    crossViewCrossEntropy,
    {},
    { targets: viewSet(distributions, distributions), logits: viewSet(logits, logits) },
    Math.log(K),
  ],
  [
    'DINO, one entry for all: 0',
    crossViewCrossEntropy,
    {},
    { targets: viewSet(oneHot, oneHot), logits: viewSet(certain, certain) },
    0,
  ],
  [
    'soft targets: ln K',
    softCrossEntropy,
    {},
    { targets: oneView(distributions), logits: oneView(logits) },
    Math.log(K),
  ],
  [
    'classification: ln C',
    crossEntropy,
    {},
    { logits: oneView(logits), labels: integers(0, 1, 2, 3, 4, 0) },
    Math.log(K),
  ],
  [
    'classification with smoothed labels: ln C too',
    crossEntropy,
    { labelSmoothing: 0.1 },
    { logits: oneView(logits), labels: integers(0, 1, 2, 3, 4, 0) },
    Math.log(K),
  ],
  [
    'rotation: ln 4',
    crossEntropy,
    {},
    { logits: oneView(rows(0, 4, 4).map(() => [0, 0, 0, 0])), labels: integers(0, 1, 2, 3) },
    1.3863,
  ],
  ['Barlow Twins: D', barlowTwins, {}, pair, D],
  ['Barlow Twins, scaled: D · scale', barlowTwins, { scale: 0.1 }, pair, 0.1 * D],
  ['VICReg, official form: 24.75', vicreg, {}, pair, 24.75],
  ['VICReg, paper’s form: 49.5', vicreg, { form: 'paper' }, pair, 49.5],
  ['alignment: 0', alignmentLoss, {}, pair, 0],
  ['uniformity: 0', uniformityLoss, {}, { embedding: views }, 0],
  [
    'MSE between two collapsed sides: 0',
    mse,
    {},
    { prediction: oneView(embedding), target: oneView(embedding) },
    0,
  ],
  [
    'L1 between two collapsed sides: 0',
    l1,
    {},
    { prediction: oneView(embedding), target: oneView(embedding) },
    0,
  ],
  [
    'smooth L1 between two collapsed sides: 0',
    smoothL1,
    {},
    { prediction: oneView(embedding), target: oneView(embedding) },
    0,
  ],
  [
    'yes or no at a logit of 0: ln 2',
    binaryCrossEntropy,
    {},
    { logits: oneView(constant([0, 0])), target: oneView(constant([0, 1])) },
    Math.log(2),
  ],
];

beforeAll(() => useBackend('cpu'));

describe('at a constant output', () => {
  test.each(TABLE)('%s', async (_, spec, params, inputs, expected) => {
    expect(await lossOf(spec, { params: { ...params }, inputs })).toBeCloseTo(expected, 4);
  });

  // reconstruction has a target that stays: mean pixels are the best constant
  test('MSE of the best constant against standardised targets: their variance, 1', async () => {
    const target = [1, -1, 1, -1, 1, -1].map((x) => [x, -x]);
    const prediction = constant([0, 0]);
    expect(await lossOf(mse, { inputs: { prediction: oneView(prediction), target: oneView(target) } })).toBe(
      1,
    );
  });
});
