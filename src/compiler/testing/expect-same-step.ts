import { expect } from 'vitest';
import type { Program } from '../../ir/program.ts';
import { computeStep } from './compute-step.ts';
import type { NdArray } from '../../ir/interpret/nd-array.ts';

/** Expects two programs of one drawing to have the same losses, gradients and commits, up to rounding in float64. */
export function expectSameStep(one: Program, other: Program): void {
  const [a, b] = [computeStep(one), computeStep(other)];
  a.losses.forEach((loss, i) => expectClose(loss, b.losses[i]!, `loss ${i}`));
  for (const part of ['gradients', 'commits'] as const) {
    expect([...b[part].keys()]).toEqual([...a[part].keys()]);
    for (const [name, value] of a[part]) expectClose(value, b[part].get(name)!, `${part} of ${name}`);
  }
}

export function expectClose(a: NdArray, b: NdArray, name: string): void {
  expect(b.shape, name).toEqual(a.shape);
  const scale = a.data.reduce((max, x) => Math.max(max, Math.abs(x)), 1e-3);
  let worst = 0;
  a.data.forEach((x, i) => {
    expect(Number.isFinite(x), `${name} is finite`).toBe(true);
    worst = Math.max(worst, Math.abs(x - b.data[i]!) / scale);
  });
  expect(worst, name).toBeLessThan(1e-9);
}
