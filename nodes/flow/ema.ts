import { defineNode, param, z } from '../../src/spec/index.ts';
import { followPorts } from '../params/follow-ports.ts';
import { startParam } from '../params/follow-start.ts';

const momentum = (initial: number, label: string, help: string) =>
  param(z.number().min(0).max(1).default(initial), { label, help, range: [0.9, 1], step: 0.001 });

/**
 * Weights that follow others as an exponential moving average, θ′ ← m·θ′ + (1 − m)·θ: the momentum encoder of He et al.
 * 2020 (eq. 2), the target network of Grill et al. 2020 and the teacher of Caron et al. 2021.
 *
 * Takes the weights of any number of modules and hands on a follower of each: a node that gets this node's weights becomes
 * the follower of the module of its own type. No gradient passes.
 */
export const ema = defineNode({
  id: 'flow.ema',
  label: 'EMA',
  summary: 'Weights that slowly follow others: a momentum encoder, target network or teacher.',
  formula: "\\theta' \\leftarrow m\\,\\theta' + (1 - m)\\,\\theta",
  citation: {
    authors: 'He, Fan, Wu, Xie, Girshick',
    year: 2020,
    title: 'Momentum Contrast for Unsupervised Visual Representation Learning',
    url: 'https://arxiv.org/abs/1911.05722',
  },
  pitfalls: [
    'Everything that stands before the loss on the teacher’s side has to follow: the projector as well as the encoder, but not the predictor.',
    'The momentum belongs to the length of the run: 0.999 remembers a thousand steps, too many for a run of 400.',
    'A teacher that is the student itself, instead of a follower, collapses.',
    'At a momentum of 1 the teacher stays as it began; at 0 it is the student of the step before.',
  ],
  keywords: ['momentum', 'teacher', 'target network', 'moving average', 'key encoder', 'mean teacher'],
  params: () =>
    z.object({
      momentum: momentum(0.99, 'Momentum m', 'Share of the follower that is kept at each step.'),
      schedule: param(z.enum(['constant', 'cosine', 'linear']).default('constant'), {
        label: 'Schedule',
        help: 'How the momentum goes on: it stays, or moves along half a cosine (BYOL, DINO, MoCo v3) or a straight line (I-JEPA) until the run’s last step.',
        options: { constant: 'Constant', cosine: 'Cosine', linear: 'Linear' },
      }),
      finalMomentum: momentum(1, 'Final momentum', 'Where a cosine or linear schedule ends.'),
      timing: param(z.enum(['afterStep', 'beforeForward']).default('afterStep'), {
        label: 'Update',
        help: 'After the optimiser’s step, as in BYOL and DINO; or first thing in the next step, before the keys are encoded, as in MoCo. With a constant momentum the two are the same numbers seen at other times.',
        options: { afterStep: 'After the optimiser', beforeForward: 'Before the forward pass' },
        tier: 'advanced',
      }),
      buffers: param(z.boolean().default(false), {
        label: 'Running statistics follow',
        help: 'Whether the running statistics of batch norms follow as well. Off, as in the official codes, they are the follower’s own.',
        tier: 'advanced',
      }),
      start: startParam,
    }),
  ports: () => followPorts,
  follow: {
    role: 'ema',
    start: (params) => params.start,
    buffers: (params) => params.buffers,
    timing: (params) => params.timing,
    next({ ops, params, steps, own, source, schedule }) {
      const { momentum: start, finalMomentum: end } = params;
      const m =
        params.schedule === 'constant'
          ? schedule('momentum', { kind: 'constant', value: start })
          : schedule('momentum', { kind: params.schedule, steps, start, end });
      return ops.add(ops.mul(own, m), ops.mul(source, ops.sub(1, m)));
    },
  },
});
