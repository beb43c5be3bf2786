import { param, z, type Tensor, type UpdateContext } from '../../src/spec/index.ts';

const beta = (initial: number, label: string, help: string) =>
  param(z.number().min(0).lt(1).default(initial), {
    label,
    help,
    range: [0, 0.9999],
    step: 0.001,
    tier: 'advanced',
  });

/** What keeps Adam's division finite. */
export const epsilon = (initial: number) =>
  param(z.number().positive().default(initial), {
    label: 'ε',
    help: 'Keeps the division finite where gradients vanish.',
    range: [1e-10, 1e-3],
    scale: 'log',
    tier: 'advanced',
  });

/** Parameters of all variants of Adam. */
export const adamParams = {
  beta1: beta(0.9, 'β₁', 'Share of the running mean of gradients that is kept from step to step.'),
  beta2: beta(0.999, 'β₂', 'Share of the running mean of squared gradients that is kept from step to step.'),
  epsilon: epsilon(1e-8),
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
  const { ops, learningRate } = context;
  const { ratio, correction } = moments(context, g);
  return ops.mul(ratio, ops.div(learningRate, correction));
}

/** Adam's direction by itself, without a learning rate: m̂/(√v̂ + ε). */
export function adamDirection(context: UpdateContext<Moments>, g: Tensor): Tensor {
  const { ratio, correction } = moments(context, g);
  return context.ops.div(ratio, correction);
}

/** m/(√v̂ + ε), and what m is still to be divided by: one scalar, which is cheaper to join to the learning rate. */
function moments(context: UpdateContext<Moments>, g: Tensor): { ratio: Tensor; correction: Tensor } {
  const { ops, params, startsAt } = context;
  const { beta1, beta2 } = params;
  const [first, second] = [context.slot('firstMoment'), context.slot('secondMoment')];
  const m = ops.add(ops.mul(first.value, beta1), ops.mul(g, 1 - beta1));
  const v = ops.add(ops.mul(second.value, beta2), ops.mul(ops.square(g), 1 - beta2));
  first.set(m);
  second.set(v);
  const correct = (name: string, beta: number) =>
    context.schedule(name, { kind: 'biasCorrection', beta, ...(startsAt > 0 && { from: startsAt }) });
  const correction = correct('biasCorrection1', beta1);
  const scale = ops.add(ops.div(ops.sqrt(v), ops.sqrt(correct('biasCorrection2', beta2))), params.epsilon);
  return { ratio: ops.div(m, scale), correction };
}
