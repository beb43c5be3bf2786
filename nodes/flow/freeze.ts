import { defineNode, z } from '../../src/spec/index.ts';
import { followPorts } from '../params/follow-ports.ts';

/**
 * Weights that stay as they begin: a fixed random target or predictor. With weights coming in, a copy of those as they
 * begin; without, the receiver's own. No gradient passes into them; through the module it does.
 */
export const freeze = defineNode({
  id: 'flow.freeze',
  label: 'Freeze',
  summary: 'Weights that stay as they begin, such as a fixed random target or predictor.',
  formula: "\\theta' = \\theta_0",
  pitfalls: [
    'A frozen module still passes gradient on to what stands before it; only its own weights get none.',
    'The running statistics of its norms go on moving; in training the batch’s own are used.',
  ],
  keywords: ['fixed', 'random', 'constant', 'requires_grad', 'no training'],
  params: () => z.object({}),
  ports: () => ({
    inputs: [{ ...followPorts.inputs[0]!, optional: true }],
    outputs: followPorts.outputs,
  }),
  follow: {
    role: 'frozen',
    start: () => 'copy',
    buffers: () => false,
    timing: () => 'afterStep',
  },
});
