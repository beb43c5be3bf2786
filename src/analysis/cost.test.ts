import { describe, expect, it } from 'vitest';
import { compile } from '../compiler/compile.ts';
import { parseDocument } from '../document/parse.ts';
import type { Operation } from '../ir/operation.ts';
import type { Program } from '../ir/program.ts';
import { registry } from '../../nodes/index.ts';
import { templates } from '../../templates/index.ts';
import { operationFlops, stepCost } from './cost.ts';

const type = (...shape: number[]) => ({ shape, dtype: 'float32' }) as const;

/** An operation on values called by their place. */
function operation(
  name: Operation['name'],
  attributes: object,
  inputs: readonly string[],
  output: string,
  ...shape: number[]
): Operation {
  const made = {
    name,
    attributes,
    inputs,
    outputs: [output],
    types: [type(...shape)],
    origin: 'n',
    phase: 'forward',
  };
  return made as unknown as Operation;
}

const flopsOf = (made: Operation, ...inputs: readonly (readonly number[])[]) =>
  operationFlops(made, (id) => type(...inputs[made.inputs.indexOf(id)]!));

describe('operationFlops', () => {
  it('counts a dense layer: 128 rows of 64 numbers to 32 are 2·128·64·32', () => {
    const plain = operation('matMul', { transposeA: false, transposeB: false }, ['x', 'w'], 'y', 128, 32);
    expect(flopsOf(plain, [128, 64], [64, 32])).toBe(524_288);
    // the gradient of the weights: xᵀ·dy, as many
    const turned = operation('matMul', { transposeA: true, transposeB: false }, ['x', 'dy'], 'dw', 64, 32);
    expect(flopsOf(turned, [128, 64], [128, 32])).toBe(524_288);
  });

  it('counts a convolution and both its gradients alike: 8 images to 16×16×32 by 3×3×3 windows', () => {
    const hand = 2 * (8 * 16 * 16 * 32) * (3 * 3 * 3);
    const [x, kernel, y] = [
      [8, 32, 32, 3],
      [3, 3, 3, 32],
      [8, 16, 16, 32],
    ];
    const steps = { stride: 2, padding: 1 };
    expect(flopsOf(operation('conv2d', steps, ['x', 'k'], 'y', ...y!), x!, kernel!)).toBe(hand);
    const back = operation('conv2dInputGradient', { ...steps, inputShape: x }, ['dy', 'k'], 'dx', ...x!);
    expect(flopsOf(back, y!, kernel!)).toBe(hand);
    const own = operation(
      'conv2dKernelGradient',
      { ...steps, kernelShape: kernel },
      ['x', 'dy'],
      'dk',
      ...kernel!,
    );
    expect(flopsOf(own, x!, y!)).toBe(hand);
  });

  it('counts one for each number of a sum, and nothing for a reshape', () => {
    expect(flopsOf(operation('add', {}, ['a', 'b'], 'c', 4, 5), [4, 5], [5])).toBe(20);
    expect(flopsOf(operation('sum', { axes: [0], keepDims: false }, ['a'], 'c', 5), [4, 5])).toBe(20);
    expect(flopsOf(operation('reshape', { shape: [20] }, ['a'], 'c', 20), [4, 5])).toBe(0);
  });
});

describe('stepCost', () => {
  const weight = { id: 'w', shape: [10] };
  const program = (operations: readonly Operation[], value: string) =>
    ({
      weights: [weight],
      states: [],
      step: { feeds: [{ id: 'x', type: type(100) }], operations },
      losses: [{ node: 'n', optimiser: 'o', value }],
      commits: [],
      gradients: [],
      probes: [],
      wires: [],
    }) as unknown as Program;

  it('takes the most that is alive at once, not the sum of all', () => {
    const chain = [
      operation('relu', {}, ['x'], 'a', 100),
      operation('relu', {}, ['a'], 'b', 100),
      operation('relu', {}, ['b'], 'c', 100),
    ];
    // the weight, and the two ends of the operation at work
    expect(stepCost(program(chain, 'c'))).toEqual({ flops: 300, keptBytes: 40, peakBytes: 40 + 800 });
  });

  it('keeps what is read later', () => {
    const late = [
      operation('relu', {}, ['x'], 'a', 100),
      operation('relu', {}, ['a'], 'b', 100),
      operation('add', {}, ['x', 'b'], 'c', 100),
    ];
    expect(stepCost(program(late, 'c')).peakBytes).toBe(40 + 1200);
  });

  it('grows with the batch, for a template', () => {
    const { document } = templates.find(({ id }) => id === 'simclr')!;
    const parsed = parseDocument(JSON.stringify(document));
    if (!parsed.ok) throw new Error('a template can be read');
    const cost = (batchSize: number) =>
      stepCost(compile(parsed.value, registry, { overrides: { 'images.batchSize': batchSize } }).program!);
    const [small, large] = [cost(64), cost(128)];
    expect(large.keptBytes).toBe(small.keptBytes);
    expect(large.flops / small.flops).toBeGreaterThan(1.9);
    // the similarities of all pairs grow by the square
    expect(large.flops / small.flops).toBeLessThan(2.3);
    expect(large.peakBytes).toBeGreaterThan(small.peakBytes);
  });
});
