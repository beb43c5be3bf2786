import { defineNode, param, z } from '../../src/spec/index.ts';

/**
 * Σᵢ wᵢ·Lᵢ over all losses on its input. Weights are in the order in which the wires were drawn; a loss without a weight
 * counts once, one of weight 0 is left out of the program. Scalars in, scalar out. Refuses more weights than wires.
 */
export const weightedSum = defineNode({
  id: 'loss.weightedSum',
  label: 'Weighted sum',
  summary: 'Adds up several losses, each with its weight.',
  formula: '\\mathcal{L} = \\sum_i w_i \\mathcal{L}_i',
  citation: {
    authors: 'Misra, van der Maaten',
    year: 2020,
    title: 'Self-Supervised Learning of Pretext-Invariant Representations',
    url: 'https://arxiv.org/abs/1912.01991',
  },
  pitfalls: [
    'What counts is the size of the gradients, not of the losses: compare both before choosing weights.',
    'Weights that do not add up to 1 change the effective learning rate.',
    'Deleting a wire moves the weights of those behind it.',
  ],
  keywords: ['add', 'combine', 'total', 'multi-task', 'regulariser', 'lambda'],
  params: () =>
    z.object({
      weights: param(z.array(z.number()).max(32).default([]), {
        label: 'Weights',
        help: 'One for each wire, in the order they were drawn; 1 where there is none.',
      }),
    }),
  ports: () => ({
    inputs: [
      {
        name: 'losses',
        label: 'losses',
        kinds: ['loss'],
        summary: 'Any number of losses.',
        multiple: true,
      },
    ],
    outputs: [{ name: 'loss', label: 'loss', kind: 'loss', summary: 'Their weighted sum.' }],
  }),
  forward(context) {
    const { ops, params } = context;
    const losses = context.all('losses');
    if (params.weights.length > losses.length) {
      const problem = `it has ${params.weights.length} numbers for ${losses.length} ${losses.length === 1 ? 'loss' : 'losses'}`;
      context.refuse('GRAPH_BAD_PARAM', { param: 'weights', problem }, { param: 'weights' });
    }
    const terms = losses
      .map(({ tensor }, i) => [tensor, params.weights[i] ?? 1] as const)
      .filter(([, weight]) => weight !== 0)
      .map(([tensor, weight]) => (weight === 1 ? tensor : ops.mul(tensor, weight)));
    const total = terms.length > 0 ? terms.reduce((sum, term) => ops.add(sum, term)) : ops.constant(0);
    return { loss: { tensor: total, views: 1 } };
  },
});
