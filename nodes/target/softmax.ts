import { defineNode, param, z } from '../../src/spec/index.ts';

/**
 * softmax(s/τ) over the last axis. logits V·B×K → distribution V·B×K; views stay. Gradient passes: as a target that is
 * not to learn, put a stop-gradient behind it.
 */
export const softmax = defineNode({
  id: 'target.softmax',
  label: 'Softmax targets',
  summary: 'Turns scores into target probabilities; a low temperature sharpens them.',
  formula: 'p_k = \\frac{\\exp(s_k / \\tau)}{\\sum_l \\exp(s_l / \\tau)}',
  citation: {
    authors: 'Hinton, Vinyals, Dean',
    year: 2015,
    title: 'Distilling the Knowledge in a Neural Network',
    url: 'https://arxiv.org/abs/1503.02531',
  },
  pitfalls: [
    'Gradient passes: a target made here learns too, unless a stop-gradient stands behind it.',
    'The losses take logits and apply their own softmax: put this before `targets`, never before `logits`.',
  ],
  keywords: ['probabilities', 'temperature', 'sharpen', 'soft assignment', 'soft labels'],
  params: () =>
    z.object({
      temperature: param(z.number().positive().default(1), {
        label: 'Temperature τ',
        help: 'Divides the scores: below 1 it sharpens, above 1 it flattens.',
        range: [0.02, 2],
        step: 0.01,
      }),
    }),
  ports: () => ({
    inputs: [{ name: 'logits', label: 'logits', kinds: ['logits'], summary: 'Scores.' }],
    outputs: [
      {
        name: 'distribution',
        label: 'distribution',
        kind: 'distribution',
        summary: 'Probabilities that add up to 1.',
      },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('logits');
    return { distribution: { tensor: ops.softmax(ops.div(tensor, params.temperature)), views } };
  },
});
