import { defineNode, param, z } from '../../src/spec/index.ts';
import { refuseUnlike, splitViews } from './operations/view-pairs.ts';
import { temperature } from '../params/temperature.ts';

/**
 * −Σ_k t_k log softmax(s/τ)_k between the views of a teacher and of a student, the mean over images and over all pairs of
 * views but those of one view with itself (Caron et al. 2021, eq. 3; Caron et al. 2020, eq. 2 and 6 for several crops).
 * Teacher view i is the same view of the image as student view i; a student may have more views than the teacher.
 *
 * targets: V·B×K distributions, logits: W·B×K. Gives a scalar; ln K where targets or predictions are uniform, 0 where both
 * are the same one-hot vector.
 */
export const crossViewCrossEntropy = defineNode({
  id: 'loss.crossViewCrossEntropy',
  label: 'Cross-view cross entropy',
  summary: 'Each student view predicts the teacher’s distribution of the other views.',
  formula:
    '\\mathcal{L} = -\\frac{1}{|P|} \\sum_{(i, j) \\in P} \\sum_k t^{(i)}_k \\log \\operatorname{softmax}(s^{(j)} / \\tau)_k,\\quad i \\ne j',
  formulaFor: ({ skipSameView }) =>
    `\\mathcal{L} = -\\underset{i${skipSameView ? ' \\ne ' : ',\\,'}j}{\\operatorname{mean}}\\ y_i^\\top \\log \\operatorname{softmax}(s_j / \\tau)`,
  citation: {
    authors: 'Caron, Touvron, Misra, Jégou, Mairal, Bojanowski, Joulin',
    year: 2021,
    title: 'Emerging Properties in Self-Supervised Vision Transformers',
    url: 'https://arxiv.org/abs/2104.14294',
  },
  pitfalls: [
    'The loss does not tell collapse: uniform outputs give ln K, one-hot outputs 0.',
    'The temperature divides the prediction here; that of the targets is set where they are made.',
    'One view on each side leaves nothing to compare once a view is not compared with itself.',
    'Targets have gradient unless the node that makes them, or a stop-gradient, cuts it.',
  ],
  keywords: ['DINO', 'SwAV', 'swapped prediction', 'multi-crop', 'distillation', 'prototypes', 'soft labels'],
  params: () =>
    z.object({
      temperature: temperature(0.1, 'Divides the student’s logits; 0.1 in DINO and SwAV.'),
      skipSameView: param(z.boolean().default(true), {
        label: 'Skip the same view',
        help: 'Leaves out the pairs in which teacher and student see the same view of the image.',
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'targets',
        label: 'targets',
        symbol: 'y',
        kinds: ['distribution'],
        summary: 'What the teacher says of each view.',
      },
      {
        name: 'logits',
        label: 'logits',
        symbol: 's',
        kinds: ['logits'],
        summary: 'The student’s scores, the teacher’s views first.',
      },
    ],
    outputs: [
      { name: 'loss', label: 'loss', kind: 'loss', summary: 'The mean over images and pairs of views.' },
    ],
  }),
  forward(context) {
    const { ops, params, id: node } = context;
    const [targets, logits] = [context.input('targets'), context.input('logits')];
    refuseUnlike(context, targets, logits);
    const teacher = splitViews(ops, targets);
    const same = params.skipSameView ? Math.min(targets.views, logits.views) : 0;
    const pairs = targets.views * logits.views - same;
    if (pairs === 0) {
      const needs = 'another view to compare with';
      context.refuse('SHAPE_VIEWS', { node, needs, has: logits.views }, { port: 'logits' });
    }
    const nothing = ops.constant(0, teacher[0]!.shape);
    // per student view, the sum of the targets it is held against: one product instead of one for each pair
    const wanted = Array.from({ length: logits.views }, (_, view) =>
      teacher
        .filter((_, index) => !params.skipSameView || index !== view)
        .reduce((sum, target) => (sum === nothing ? target : ops.add(sum, target)), nothing),
    );
    const logProbability = ops.logSoftmax(ops.div(logits.tensor, params.temperature));
    const batch = teacher[0]!.shape[0]!;
    const total = ops.sum(ops.mul(ops.concat(wanted, 0), logProbability));
    return { loss: { tensor: ops.mul(total, -1 / (pairs * batch)), views: 1 } };
  },
});
