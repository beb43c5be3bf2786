import type { ModelPlan } from './plan.ts';

/** Whether two plans are one model: the same lines, whatever is known about their tensors. */
export function sameCode(one: ModelPlan, other: ModelPlan): boolean {
  return lines(one) === lines(other);
}

function lines({ inputs, init, forward, commits, loss, before, after, embed }: ModelPlan): string {
  const parts = [init, forward, commits, before, after, embed].map((part) => part.map(({ text }) => text));
  return JSON.stringify([inputs, loss, parts]);
}
