import { defineNode, ones, param, z, zeros, type NodeSpec } from '../../spec/index.ts';

const vectors = (name: string) => ({ name, label: name, kinds: ['embedding'], summary: 'Vectors.' }) as const;
const gives = (name: string, kind: 'embedding' | 'loss') =>
  ({ name, label: name, kind, summary: 'What it gives.' }) as const;

/** Two images that are the number 1. */
const data = defineNode({
  id: 'data.ones',
  label: 'Ones',
  summary: 'Two rows of one.',
  params: () => z.object({}),
  ports: () => ({ inputs: [], outputs: [gives('embedding', 'embedding')] }),
  data: { dataset: () => 'emoji', batchSize: () => 2 },
  forward: ({ ops }) => ({ embedding: { tensor: ops.constant(1, [2, 1]), views: 1 } }),
});

/** y = w·x with w = 1 at first; counts its calls in a state and keeps the last mean of x in another. */
const scale = defineNode({
  id: 'encoder.scale',
  label: 'Scale',
  summary: 'Multiplies by its one weight.',
  params: () =>
    z.object({
      depth: param(z.number().int().default(1), { label: 'Depth', help: 'Names an architecture.' }),
      gain: param(z.number().default(1), { label: 'Gain', help: 'Belongs to the call.' }),
    }),
  hasWeights: true,
  callParams: ['gain'],
  ports: () => ({ inputs: [vectors('embedding')], outputs: [gives('embedding', 'embedding')] }),
  forward(context) {
    const { ops, params } = context;
    const { tensor, views } = context.input('embedding');
    const y = ops.mul(ops.mul(tensor, context.weight('w', [1], ones)), params.gain);
    const calls = context.state('calls', [], zeros);
    context.commit('calls', ops.add(calls, 1));
    const running = context.state('running', [], zeros);
    context.commit('running', ops.mul(ops.add(running, ops.mean(y)), 0.5));
    return { embedding: { tensor: y, views } };
  },
});

/** As `encoder.scale`, of another type. */
const other = defineNode({
  id: 'head.scale',
  label: 'Other scale',
  summary: 'Multiplies by its one weight.',
  params: () => z.object({}),
  hasWeights: true,
  ports: () => ({ inputs: [vectors('embedding')], outputs: [gives('embedding', 'embedding')] }),
  forward(context) {
    const { tensor, views } = context.input('embedding');
    return { embedding: { tensor: context.ops.mul(tensor, context.weight('v', [1], ones)), views } };
  },
});

/** mean(a·b): its gradient with respect to each factor is the other one. */
const product = defineNode({
  id: 'loss.product',
  label: 'Product',
  summary: 'The mean of the product of all that comes in.',
  params: () => z.object({}),
  ports: () => ({
    inputs: [{ ...vectors('factors'), multiple: true }],
    outputs: [gives('loss', 'loss')],
  }),
  forward(context) {
    const { ops } = context;
    const factors = context.all('factors').map(({ tensor }) => tensor);
    return { loss: { tensor: ops.mean(factors.reduce((a, b) => ops.mul(a, b))), views: 1 } };
  },
});

/** Node types with numbers that can be computed by hand. */
export const TOY_NODES: readonly NodeSpec[] = [data, scale, other, product];
