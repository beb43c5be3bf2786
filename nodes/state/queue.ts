import { defineNode, param, unitNoise, z, zeros } from '../../src/spec/index.ts';

/**
 * The newest rows of past steps, first in, first out (He et al. 2020, section 3.2): gives size×D as it was when the step
 * began, oldest row first, and takes in this step's rows (all views, V·B×D) at its end. So a step's own keys are never
 * among its negatives. Where more rows come in than there are places, the last ones stay. No gradient passes.
 */
export const queue = defineNode({
  id: 'state.queue',
  label: 'Queue',
  summary: 'Keeps the embeddings of past steps, as negatives or neighbours for this one.',
  formula: 'Q_{t+1} = [\\,Q_t\\ ;\\ k_t\\,]_{\\text{last } K}',
  citation: {
    authors: 'He, Fan, Wu, Xie, Girshick',
    year: 2020,
    title: 'Momentum Contrast for Unsupervised Visual Representation Learning',
    url: 'https://arxiv.org/abs/1911.05722',
  },
  pitfalls: [
    'A loss rises while the noise it begins with gives way to real keys: this is no divergence.',
    'Both directions of a symmetric loss on one queue are safe here: it takes in rows only after the step.',
    'It keeps what comes in as it is: normalise keys before they enter.',
    'Keys age: without a slowly moving encoder those of many steps ago do not fit today’s queries.',
    'A queue longer than the dataset holds older embeddings of the very same images, the nearest neighbours of all.',
  ],
  keywords: [
    'memory',
    'FIFO',
    'MoCo',
    'NNCLR',
    'dictionary',
    'negatives',
    'support set',
    'enqueue',
    'buffer',
  ],
  params: () =>
    z.object({
      size: param(z.number().int().min(1).max(1_000_000).default(4096), {
        label: 'Size K',
        help: 'How many rows are kept. 65,536 in MoCo on ImageNet, 4,096 is usual on CIFAR-10.',
        unit: 'rows',
        range: [256, 65536],
        scale: 'log',
      }),
      start: param(z.enum(['noise', 'zeros']).default('noise'), {
        label: 'Begins as',
        help: 'What stands in the queue before it is full: random vectors of length 1, or zeros.',
        options: { noise: 'Random unit vectors', zeros: 'Zeros' },
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'rows',
        label: 'new rows',
        kinds: ['embedding', 'logits', 'distribution', 'matrix'],
        summary: 'Enter at the end of the step, all views.',
        cutsGradient: true,
      },
    ],
    outputs: [
      { name: 'rows', label: 'queue', kind: 'matrix', summary: 'Rows of earlier steps, the oldest first.' },
    ],
  }),
  forward(context) {
    const { ops, params } = context;
    const { tensor } = context.input('rows');
    const { size, start } = params;
    if (tensor.shape.length !== 2) {
      context.refuse('SHAPE_MISMATCH', {
        problem: `a queue keeps rows, and ${tensor.shape.join('×')} has none`,
      });
    }
    const [count, width] = tensor.shape as [number, number];
    const kept = context.state('contents', [size, width], start === 'noise' ? unitNoise : zeros);
    const added = ops.stopGradient(tensor);
    context.commit(
      'contents',
      count >= size
        ? ops.slice(added, [count - size, 0], [size, width])
        : ops.concat([ops.slice(kept, [count, 0], [size - count, width]), added], 0),
    );
    return { rows: { tensor: kept, views: 1 } };
  },
});
