import { defineNode, param, z } from '../../src/spec/index.ts';
import { pairsParam, refuseUnlike, refuseUnpaired } from '../loss/operations/view-pairs.ts';
import { every } from '../params/every.ts';

/**
 * How the assignments of the training batch spread over K prototypes, clusters or classes, q of V·B×K; natural logarithms.
 * Entropy of one assignment, averaged over rows (Caron et al. 2021, section 5.3 and figure 7): 0 one-hot, ln K uniform.
 * Entropy of the averaged assignment, and e to it, the perplexity: how many prototypes are in use. KL(q ‖ p) between the
 * teacher's assignments and p = softmax(student/τ), over the pairs of views that the loss compares; with the entropy it
 * makes up their cross entropy. Measured in float64 on what the step computes anyway.
 */
export const distributionProbe = defineNode({
  id: 'probe.distribution',
  label: 'Assignment statistics',
  summary: 'Shows while training whether assignments to prototypes become one-hot, uniform or all the same.',
  formula:
    'h = -\\frac{1}{B} \\sum_b \\sum_k q_{bk} \\ln q_{bk},\\quad e^{H(\\bar q)},\\quad \\bar q = \\frac{1}{B} \\sum_b q_b',
  citation: {
    authors: 'Caron, Touvron, Misra, Jégou, Mairal, Bojanowski, Joulin',
    year: 2021,
    title: 'Emerging Properties in Self-Supervised Vision Transformers',
    url: 'https://arxiv.org/abs/2104.14294',
  },
  pitfalls: [
    'One-hot assignments are healthy where images differ in theirs: entropy near 0 is a collapse only together with a perplexity near 1.',
    'A batch of few images cannot use many prototypes: of one-hot assignments there are at most as many as rows.',
    'A divergence of 0 says that student and teacher agree, be it on the same answer for all images.',
    'Scores need the temperature of the target they stand for, and the student’s that of the loss; no centre is taken off here.',
  ],
  keywords: ['entropy', 'KL divergence', 'perplexity', 'prototypes', 'clusters', 'collapse', 'DINO', 'SwAV'],
  params: () =>
    z.object({
      every: every(10),
      temperature: param(z.number().positive().default(1), {
        label: 'Temperature τ',
        help: 'Divides scores on “distribution” before the softmax; distributions are taken as they come.',
        range: [0.02, 2],
        step: 0.01,
      }),
      studentTemperature: param(z.number().positive().default(0.1), {
        label: 'Student’s temperature',
        help: 'Divides the student’s scores before the softmax: take the one of the loss.',
        range: [0.02, 2],
        step: 0.01,
      }),
      pairs: pairsParam('cross'),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'distribution',
        label: 'distribution',
        kinds: ['distribution', 'logits'],
        summary: 'The assignments that are measured, such as a teacher’s; not changed.',
        cutsGradient: true,
      },
      {
        name: 'student',
        label: 'student',
        kinds: ['logits'],
        summary: 'Scores that are to become like them.',
        optional: true,
        cutsGradient: true,
      },
    ],
    outputs: [],
  }),
  probe: {
    measurement: 'distribution',
    of: 'batch',
    every: (params) => params.every,
    check(context) {
      const student = context.optional('student');
      if (!student) return;
      const teacher = context.input('distribution');
      refuseUnlike(context, teacher, student);
      refuseUnpaired(context, teacher, student);
    },
  },
});
