import { param, z, type Tensor, type UpdateContext } from '../../src/spec/index.ts';

/** Parameters of momentum. */
export const momentumParams = {
  momentum: param(z.number().min(0).lt(1).default(0.9), {
    label: 'Momentum μ',
    help: 'Share of the velocity that is kept from step to step.',
    range: [0, 0.999],
    step: 0.01,
  }),
  nesterov: param(z.boolean().default(false), {
    label: 'Nesterov',
    help: 'Looks one step of the velocity ahead.',
    tier: 'advanced',
  }),
} as const;

interface Momentum {
  readonly momentum: number;
  readonly nesterov: boolean;
}

/** The direction of a step along g: v ← μv + g, or g + μv with Nesterov's look-ahead (Sutskever et al. 2013). */
export function withMomentum({ ops, params, slot }: UpdateContext<Momentum>, g: Tensor): Tensor {
  if (params.momentum === 0) return g;
  const velocity = slot('velocity');
  const next = ops.add(ops.mul(velocity.value, params.momentum), g);
  velocity.set(next);
  return params.nesterov ? ops.add(g, ops.mul(next, params.momentum)) : next;
}
