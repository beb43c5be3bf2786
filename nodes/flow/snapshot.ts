import { defineNode, param, z } from '../../src/spec/index.ts';
import { followPorts } from '../params/follow-ports.ts';

/**
 * Weights that copy others every n steps and stay in between: the target network of Mnih et al. 2015. Like an EMA with
 * momentum 1 that is 0 at every n-th step. No gradient passes.
 */
export const snapshot = defineNode({
  id: 'flow.snapshot',
  label: 'Snapshot',
  summary: 'Weights that copy others every so many steps and stay as they are in between.',
  formula: "\\theta' \\leftarrow \\theta \\quad\\text{every } n \\text{ steps}",
  citation: {
    authors: 'Mnih, Kavukcuoglu, Silver, et al.',
    year: 2015,
    title: 'Human-level control through deep reinforcement learning',
    url: 'https://doi.org/10.1038/nature14236',
  },
  pitfalls: ['With n = 1 it is the student of the step before.'],
  keywords: ['copy', 'teacher', 'target network', 'periodic', 'frozen copy'],
  params: () =>
    z.object({
      every: param(z.number().int().min(1).default(100), {
        label: 'Every',
        help: 'Steps from one copy to the next. The weights are taken after the optimiser’s step.',
        unit: 'steps',
        range: [1, 1000],
      }),
      buffers: param(z.boolean().default(true), {
        label: 'Running statistics too',
        help: 'Whether the running statistics of batch norms are copied as well.',
        tier: 'advanced',
      }),
    }),
  ports: () => followPorts,
  follow: {
    role: 'snapshot',
    start: () => 'copy',
    buffers: (params) => params.buffers,
    timing: () => 'afterStep',
    next({ ops, params, own, source, schedule }) {
      const now = schedule('now', { kind: 'every', steps: params.every });
      return ops.select(ops.broadcastTo(now, own.shape), source, own);
    },
  },
});
