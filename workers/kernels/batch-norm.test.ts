import { engine, tensor } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noise, relativeError, twoThreads, type Values } from './kernel-harness.ts';

const EPSILON = 1e-5;

async function runAll(kernel: string, inputs: Record<string, Values>, groups: number): Promise<Values[]> {
  const pool = await twoThreads();
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [name, tensor(Array.from(data), shape)]),
  );
  const [alone, together] = [Infinity, 0].map((worth) => {
    pool.worth = worth;
    const outputs = engine().runKernel(kernel, tensors, { groups, epsilon: EPSILON }) as unknown as Tensor[];
    const values = outputs.map((output) => ({ shape: output.shape, data: output.dataSync().slice() }));
    for (const made of outputs) made.dispose();
    return values;
  });
  for (const given of Object.values(tensors)) given.dispose();
  expect(together, 'two threads give what one does').toEqual(alone);
  return together!;
}

/** Both passes in float64, by the definition: x̂, its statistics, and the gradients for dy. */
function reference(x: Values, dy: Values, scale: Values, offset: Values, groups: number) {
  const n = x.shape.at(-1)!;
  const rows = x.data.length / n / groups;
  const like = (shape: number[]): Values & { data: Float64Array } => ({
    shape,
    data: new Float64Array(shape.reduce((a, b) => a * b, 1)),
  });
  const [y, dx] = [like(x.shape), like(x.shape)];
  const [mean, variance] = [like([groups, n]), like([groups, n])];
  const [dscale, doffset] = [like([n]), like([n])];
  for (let g = 0; g < groups; g++) {
    for (let j = 0; j < n; j++) {
      const at = Array.from({ length: rows }, (_, r) => (g * rows + r) * n + j);
      const average = (value: (i: number) => number): number => at.reduce((s, i) => s + value(i), 0) / rows;
      const m = average((i) => x.data[i]!);
      const v = average((i) => (x.data[i]! - m) ** 2);
      const inverse = 1 / Math.sqrt(v + EPSILON);
      const unit = (i: number): number => (x.data[i]! - m) * inverse;
      const meanDy = average((i) => dy.data[i]!);
      const meanProduct = average((i) => dy.data[i]! * unit(i));
      for (const i of at) {
        y.data[i] = unit(i) * scale.data[j]! + offset.data[j]!;
        dx.data[i] = scale.data[j]! * inverse * (dy.data[i]! - meanDy - unit(i) * meanProduct);
      }
      mean.data[g * n + j] = m;
      variance.data[g * n + j] = v;
      dscale.data[j]! += meanProduct * rows;
      doffset.data[j]! += meanDy * rows;
    }
  }
  const forward: Values[] = [y, mean, variance];
  const backward: Values[] = [dx, dscale, doffset];
  return { forward, backward };
}

function inputsOf(groups: number, rows: number, channels: number, seed: number, shift: number) {
  const shape = [groups * rows, channels];
  return {
    x: noise(shape, seed, shift),
    dy: noise(shape, seed + 1, 0.1),
    scale: noise([channels], seed + 2, 1),
    offset: noise([channels], seed + 3),
  };
}

async function check(given: ReturnType<typeof inputsOf>, groups: number, tolerance: number): Promise<void> {
  const { x, dy, scale, offset } = given;
  const exact = reference(x, dy, scale, offset, groups);
  const forward = await runAll('BatchNormOfBatch', { x, scale, offset }, groups);
  forward.forEach((ours, i) => expect(relativeError(ours, exact.forward[i]!)).toBeLessThan(tolerance));
  const [, mean, variance] = exact.forward as [Values, Values, Values];
  const backward = await runAll('BatchNormOfBatchGradient', { dy, x, scale, mean, variance }, groups);
  backward.forEach((ours, i) => expect(relativeError(ours, exact.backward[i]!)).toBeLessThan(tolerance));
}

it('agrees with the definition for any number of groups, rows and channels', async () => {
  const size = (max: number) => fc.integer({ min: 1, max });
  // of fewer rows the gradient is but a difference of nearly equal numbers
  const rows = fc.integer({ min: 4, max: 40 });
  await fc.assert(
    fc.asyncProperty(size(3), rows, size(11), size(1000), (groups, count, n, seed) =>
      check(inputsOf(groups, count, n, seed, 1), groups, 2e-4),
    ),
  );
});

it('keeps its precision over many rows, far from zero', async () => {
  await check(inputsOf(2, 30_000, 6, 7, 100), 2, 1e-4);
});

it('leaves nothing in memory', async () => {
  await check(inputsOf(1, 8, 5, 1, 0), 1, 1e-3);
  const before = engine().memory().numTensors;
  await check(inputsOf(1, 8, 5, 1, 0), 1, 1e-3);
  expect(engine().memory().numTensors).toBe(before);
});
