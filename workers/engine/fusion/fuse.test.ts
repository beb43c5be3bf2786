import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../../src/ir/interpret/interpret.ts';
import type { Block } from '../../../src/ir/program.ts';
import type { ValueId, ValueType } from '../../../src/ir/value.ts';
import { BlockBuilder } from '../../testing/block-builder.ts';
import { randomBlock, type RandomBlock } from '../../testing/random-block.ts';
import { planFused } from '../block-plan.ts';
import { fuse } from './fuse.ts';
import type { Step } from './fused-operation.ts';

const EIGHT = { storageBuffers: 8 };
type Numbers = Map<ValueId, { shape: readonly number[]; data: Float64Array }>;

function numbersOf({
  given,
}: RandomBlock): Record<ValueId, { shape: readonly number[]; data: Float64Array }> {
  const entries = Object.entries(given);
  return Object.fromEntries(
    entries.map(([id, { shape, data }]) => [id, { shape, data: Float64Array.from(data) }]),
  );
}

/** Runs steps as the engine does: a fused one sees its inputs and hands on its outputs, nothing else. */
function run(
  steps: readonly Step[],
  given: Record<ValueId, { shape: readonly number[]; data: Float64Array }>,
) {
  const values: Numbers = new Map(Object.entries(given));
  for (const step of steps) {
    const operations = step.name === 'fused' ? step.operations : [step];
    const seen = Object.fromEntries(
      step.inputs.map((id) => {
        expect(values.has(id), `${id} exists before it is read`).toBe(true);
        return [id, values.get(id)!];
      }),
    );
    const made = interpret({ feeds: [], operations }, seen);
    for (const id of step.outputs) values.set(id, made.get(id)!);
  }
  return values;
}

function fused(
  block: Block,
  kept: readonly ValueId[],
  types: Record<ValueId, ValueType> = {},
  limits = EIGHT,
) {
  return fuse(block, new Set(kept), (id) => types[id], limits);
}

const kernels = (steps: readonly Step[]): number => steps.filter(({ name }) => name === 'fused').length;

describe('fused steps', () => {
  it('compute what the operations compute, each from what exists by then', () => {
    fc.assert(
      fc.property(randomBlock, fc.constantFrom(4, 8, 12), (random, storageBuffers) => {
        const { block, given, kept } = random;
        const steps = fused(block, kept, given, { storageBuffers });
        const expected = interpret(block, numbersOf(random));
        const values = run(steps, numbersOf(random));
        for (const id of kept) {
          const [wanted, found] = [expected.get(id)!, values.get(id)!];
          expect(found.data.length).toBe(wanted.data.length);
          wanted.data.forEach((n, i) =>
            expect(Math.abs(found.data[i]! - n)).toBeLessThan(1e-9 * (1 + Math.abs(n))),
          );
        }
        for (const step of steps) {
          if (step.name === 'fused')
            expect(step.inputs.length + step.outputs.length).toBeLessThanOrEqual(storageBuffers);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are one for a chain, with scalars as literals', () => {
    const b = new BlockBuilder();
    const half = b.op('mul', [b.op('tanh', [b.given('x', [5, 7])]), b.scalar(0.5)]);
    const y = b.op('add', [half, b.given('row', [7])]);
    const steps = fused(b.block(), [y]);
    expect(steps).toHaveLength(1);
    expect(steps[0]!.inputs).toEqual(['x', 'row']);
    expect(steps[0]!.outputs).toEqual([y]);
  });

  it('are one for a normalisation and what follows, and do softmax and its loss in one row', () => {
    const b = new BlockBuilder();
    const [y] = b.ops('batchNorm', [b.given('x', [40, 8]), b.given('scale', [8]), b.given('offset', [8])], {
      groups: 2,
      epsilon: 1e-5,
    });
    const relu = b.op('relu', [y!]);
    expect(fused(b.block(), [relu])).toHaveLength(1);

    const c = new BlockBuilder();
    const logits = c.given('logits', [6, 50]);
    const chosen = c.op('mul', [c.op('logSoftmax', [logits]), c.given('targets', [6, 50])]);
    const loss = c.op('sum', [chosen], { axes: [1], keepDims: false });
    expect(fused(c.block(), [loss])).toHaveLength(1);
  });

  it('never wait for themselves: what goes out and comes back stays apart', () => {
    const b = new BlockBuilder();
    const before = b.op('exp', [b.given('x', [1, 4, 4, 1])]);
    const pooled = b.op('maxPool2d', [before], { size: 3, stride: 1, padding: 1 });
    const after = b.op('add', [before, b.op('relu', [pooled])]);
    const steps = fused(b.block(), [after]);
    expect(steps.map(({ name }) => name)).toEqual(['fused', 'maxPool2d', 'fused']);
  });

  it('take small pieces of work side by side', () => {
    const b = new BlockBuilder();
    const flat = b.op('exp', [b.given('x', [30])]);
    const product = b.op('matMul', [b.op('reshape', [flat], { shape: [5, 6] }), b.given('w', [6, 2])], {
      transposeA: false,
      transposeB: false,
    });
    const slices = [0, 10, 25].map((from, i) =>
      b.op('slice', [flat], { begin: [from], size: [[10, 15, 5][i]!] }),
    );
    // the exponential, the slices, the product
    expect(kernels(fused(b.block(), [product, ...slices]))).toBe(3);
  });

  it('are one for a product, what its operands are computed from, bias and activation', () => {
    const b = new BlockBuilder();
    const x = b.op('relu', [b.given('x', [30, 20])]);
    const product = b.op('matMul', [x, b.external('w', [20, 10])], { transposeA: false, transposeB: false });
    const y = b.op('relu', [b.op('add', [product, b.external('bias', [10])])]);
    const types = {
      w: { shape: [20, 10], dtype: 'float32' },
      bias: { shape: [10], dtype: 'float32' },
    } as const;
    const steps = fused(b.block(), [y], types);
    expect(steps.map(({ name, inputs }) => [name, inputs])).toEqual([['fused', ['x', 'w', 'bias']]]);
  });

  it('add a long product up by parts, in their order, and put what follows after the sum', () => {
    const b = new BlockBuilder();
    const [x, dy] = [b.given('x', [4096, 32]), b.given('dy', [4096, 48])];
    const slope = b.op('matMul', [x, dy], { transposeA: true, transposeB: false });
    const y = b.op('mul', [slope, b.scalar(0.5)]);
    const steps = fused(b.block(), [y]);
    expect(steps.map((step) => step.name === 'fused' && step.operations.map(({ name }) => name))).toEqual([
      ['reshape', 'reshape', 'matMul'],
      ['sum', 'constant', 'mul'],
    ]);
    expect(steps[0]!.types[0]!.shape).toEqual([16, 32, 48]);
  });

  it('gather, and add gathered gradients up, without anything of tfjs', () => {
    const b = new BlockBuilder();
    const indices = b.given('indices', [7], 'int32');
    const rows = b.op('gather', [b.given('x', [20, 6]), indices]);
    const sums = b.op('segmentSum', [b.op('square', [rows]), indices], { count: 20 });
    expect(fused(b.block(), [sums]).every(({ name }) => name === 'fused')).toBe(true);
  });

  it('join more pieces than a kernel can read in several', () => {
    const b = new BlockBuilder();
    const pieces = Array.from({ length: 20 }, (_, i) => b.given(`x${i}`, [i + 1]));
    const steps = fused(b.block(), [b.op('concat', pieces, { axis: 0 })]);
    expect(kernels(steps)).toBe(4);
  });

  it('are the operations themselves where nothing can be fused', () => {
    const b = new BlockBuilder();
    const y = b.op('exp', [b.op('neg', [b.given('x', [3])])]);
    const plan = planFused(b.block(), [y], null, () => undefined);
    expect(plan.instructions.map(({ operation }) => operation.name)).toEqual(['neg', 'exp']);
  });
});
