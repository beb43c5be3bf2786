import { defineNode, param, z } from '../../src/spec/index.ts';

/**
 * −log softmax(s/τ)_y, the mean over all rows that have a label (torch.nn.functional.cross_entropy); with label smoothing ε
 * the target is (1 − ε) at y plus ε/K everywhere (Szegedy et al. 2016, section 7).
 *
 * logits: V·B×K, labels: B, which all views share, or one for each row. Labels outside 0 … K − 1, such as −1, mean that a
 * row has none. Gives a scalar; ln K is the value of logits that are all alike, 0 where no row has a label.
 */
export const crossEntropy = defineNode({
  id: 'loss.crossEntropy',
  label: 'Cross entropy',
  summary: 'Classification: raises the score of each row’s label over the others.',
  formula: '\\mathcal{L} = -\\log \\frac{\\exp(s_y / \\tau)}{\\sum_k \\exp(s_k / \\tau)}',
  formulaFor({ labelSmoothing, temperature }) {
    const scores = (x: string) => (temperature === 1 ? x : `${x} / \\tau`);
    return labelSmoothing > 0
      ? `\\ell_i = -\\sum_k \\big((1 - \\varepsilon)\\, \\delta_{ky} + \\tfrac{\\varepsilon}{K}\\big) \\log \\operatorname{softmax}(${scores('s')})_k`
      : `\\ell_i = -\\log \\frac{e^{${scores('s_y')}}}{\\sum_k e^{${scores('s_k')}}}`;
  },
  citation: {
    authors: 'Szegedy, Vanhoucke, Ioffe, Shlens, Wojna',
    year: 2016,
    title: 'Rethinking the Inception Architecture for Computer Vision',
    url: 'https://arxiv.org/abs/1512.00567',
  },
  pitfalls: [
    'It takes scores, not probabilities: a softmax before it flattens the gradient.',
    'The logits need as many entries as there are classes: rows with a larger label are left out.',
    'A loss of ln K means that nothing is told apart yet.',
    'With labels of the dataset this is supervised learning: a yardstick, not a self-supervised method.',
  ],
  keywords: [
    'classification',
    'supervised',
    'softmax',
    'pretext',
    'rotation',
    'jigsaw',
    'pseudo-labels',
    'NLL',
  ],
  params: () =>
    z.object({
      labelSmoothing: param(z.number().min(0).max(1).default(0), {
        label: 'Label smoothing ε',
        help: 'Share of the target that is spread evenly over all classes.',
        range: [0, 0.5],
        step: 0.05,
      }),
      temperature: param(z.number().positive().default(1), {
        label: 'Temperature τ',
        help: 'Divides the logits; 0.1 where they are cosines with prototypes, as in DeepCluster v2.',
        range: [0.05, 2],
        step: 0.05,
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'logits',
        label: 'logits',
        symbol: 's',
        kinds: ['logits'],
        summary: 'Scores, before any softmax.',
      },
      {
        name: 'labels',
        label: 'labels',
        symbol: 'y',
        kinds: ['labels'],
        summary: 'The class of each image, from 0.',
      },
    ],
    outputs: [{ name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over labelled rows.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const logits = context.input('logits').tensor;
    const { tensor: labels, views } = context.input('labels');
    const [rows, classes] = logits.shape as [number, number];
    const repeats = views === 1 ? rows / labels.shape[0]! : 1;
    if (labels.shape[0]! * repeats !== rows || !Number.isInteger(repeats)) {
      context.refuse('SHAPE_MISMATCH', {
        problem: `there are ${rows} rows of logits and ${labels.shape[0]} labels`,
      });
    }
    const column = ops.reshape(ops.cast(labels, 'float32'), [labels.shape[0]!, 1]);
    const each = ops.concat(
      Array.from({ length: repeats }, () => column),
      0,
    );
    const oneHot = ops.equal(each, ops.reshape(ops.range(classes), [1, classes]));
    const labelled = ops.sum(oneHot, [-1], true);

    const { labelSmoothing: epsilon } = params;
    const target = epsilon
      ? ops.add(ops.mul(oneHot, 1 - epsilon), ops.mul(labelled, epsilon / classes))
      : oneHot;
    const total = ops.sum(ops.mul(target, ops.logSoftmax(ops.div(logits, params.temperature))));
    const count = ops.maximum(ops.sum(labelled), 1);
    return { loss: { tensor: ops.neg(ops.div(total, count)), views: 1 } };
  },
});
