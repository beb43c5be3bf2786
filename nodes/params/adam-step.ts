import { param, z, type Tensor, type UpdateContext } from '../../src/spec/index.ts';

const beta = (initial: number, label: string, help: string) =>
  param(z.number().min(0).lt(1).default(initial), {
    label,
    help,
    range: [0, 0.9999],
    step: 0.001,
    tier: 'advanced',
  });

/** Parameters of both variants of Adam. */
export const adamParams = {
  beta1: beta(0.9, 'β₁', 'Share of the running mean of gradients that is kept from step to step.'),
  beta2: beta(0.999, 'β₂', 'Share of the running mean of squared gradients that is kept from step to step.'),
  epsilon: param(z.number().positive().default(1e-8), {
    label: 'ε',
    help: 'Keeps the division finite where gradients vanish.',
    range: [1e-10, 1e-3],
    scale: 'log',
    tier: 'advanced',
  }),
} as const;

interface Moments {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * What Adam takes away from the weight (Kingma and Ba 2015, algorithm 1): η·m̂/(√v̂ + ε), from the moments m and v of
 * the gradient g, corrected for their start at zero.
 */
export function adamStep(context: UpdateContext<Moments>, g: Tensor): Tensor {
  const { ops, params } = context;
  const { beta1, beta2, epsilon } = params;
  const [first, second] = [context.slot('firstMoment'), context.slot('secondMoment')];
  const m = ops.add(ops.mul(first.value, beta1), ops.mul(g, 1 - beta1));
  const v = ops.add(ops.mul(second.value, beta2), ops.mul(ops.square(g), 1 - beta2));
  first.set(m);
  second.set(v);
  const correction1 = context.schedule('biasCorrection1', { kind: 'biasCorrection', beta: beta1 });
  const correction2 = context.schedule('biasCorrection2', { kind: 'biasCorrection', beta: beta2 });
  const scale = ops.add(ops.div(ops.sqrt(v), ops.sqrt(correction2)), epsilon);
  return ops.mul(ops.div(m, scale), ops.div(context.learningRate, correction1));
}
