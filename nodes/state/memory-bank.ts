import { defineNode, param, unitNoise, z, zeros } from '../../src/spec/index.ts';

/**
 * One row for each image of the dataset, a running mean of its embeddings (Wu et al. 2018, section 3.2; Misra and van der
 * Maaten 2020, section 3.3): m_i ← normalise(m·m_i + (1 − m)·f_i) at the end of the step. Gives all rows N×D and those of
 * this batch B×D, as they were when the step began. An image that is in the batch twice gets the mean of its two
 * embeddings. No gradient passes.
 */
export const memoryBank = defineNode({
  id: 'state.memoryBank',
  label: 'Memory bank',
  summary: 'Keeps a running embedding of every image of the dataset.',
  formula: 'm_i \\leftarrow \\frac{m\\,m_i + (1-m)\\,f_i}{\\lVert m\\,m_i + (1-m)\\,f_i \\rVert}',
  citation: {
    authors: 'Wu, Xiong, Yu, Lin',
    year: 2018,
    title: 'Unsupervised Feature Learning via Non-Parametric Instance Discrimination',
    url: 'https://arxiv.org/abs/1805.01978',
  },
  pitfalls: [
    'All rows hold this batch’s images too: as negatives they include each query’s own row.',
    'In PIRL image and puzzle are both compared with the row, not with each other, and the image’s embedding updates it.',
    'A row changes once an epoch only: on large datasets it is much older than the encoder.',
  ],
  keywords: ['memory', 'instance discrimination', 'NPID', 'PIRL', 'dictionary', 'running mean', 'cache'],
  params: () =>
    z.object({
      momentum: param(z.number().min(0).max(1).default(0.5), {
        label: 'Momentum m',
        help: 'Share of a row that stays when its image comes again; 0 keeps the newest embedding alone.',
        range: [0, 0.99],
        step: 0.05,
      }),
      normalize: param(z.boolean().default(true), {
        label: 'Unit rows',
        help: 'Whether rows are scaled to length 1 after each change.',
      }),
      start: param(z.enum(['noise', 'zeros']).default('noise'), {
        label: 'Begins as',
        help: 'What stands in a row until its image comes for the first time.',
        options: { noise: 'Random unit vectors', zeros: 'Zeros' },
        tier: 'advanced',
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'embedding',
        label: 'embedding',
        kinds: ['embedding', 'logits', 'distribution'],
        summary: 'Embeddings of the batch, one view: they change their rows at the end of the step.',
        cutsGradient: true,
      },
      { name: 'index', label: 'index', kinds: ['index'], summary: 'Which images of the dataset they are.' },
    ],
    outputs: [
      { name: 'rows', label: 'all rows', kind: 'matrix', summary: 'The whole bank, a row for each image.' },
      { name: 'own', label: 'own rows', kind: 'embedding', summary: 'The rows of this batch’s images.' },
    ],
  }),
  forward(context) {
    const { ops, params, dataset } = context;
    const [embedding, index] = [context.input('embedding'), context.input('index').tensor];
    if (embedding.views !== 1) {
      const needs = 'one view to keep';
      context.refuse('SHAPE_VIEWS', { node: context.id, needs, has: embedding.views }, { port: 'embedding' });
    }
    const [batch, width] = embedding.tensor.shape as [number, number];
    const { count } = dataset ?? context.refuse('GRAPH_NO_DATA', {});
    const bank = context.state('bank', [count, width], params.start === 'noise' ? unitNoise : zeros);
    const own = ops.gather(bank, index);

    const same = ops.equal(ops.reshape(index, [batch, 1]), ops.reshape(index, [1, batch]));
    const times = ops.sum(same, [1], true);
    const mean = ops.div(ops.matMul(same, ops.stopGradient(embedding.tensor)), times);
    const mixed = ops.add(ops.mul(own, params.momentum), ops.mul(mean, 1 - params.momentum));
    const next = params.normalize ? ops.l2Normalize(mixed) : mixed;
    // each of an image's places in the batch brings its part of the change, so that the parts add up to one change
    const change = ops.segmentSum(ops.div(ops.sub(next, own), times), index, count);
    context.commit('bank', ops.add(bank, change));
    return { rows: { tensor: bank, views: 1 }, own: { tensor: own, views: 1 } };
  },
});
