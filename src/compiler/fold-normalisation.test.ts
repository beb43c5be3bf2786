import { expect, test } from 'vitest';
import { interpret } from '../ir/interpret/interpret.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import { Builder } from './builder.ts';
import { foldNormalisation } from './fold-normalisation.ts';

const LEAVES = {
  image: [2, 4, 4, 3],
  filter: [3, 3, 3, 5],
  mean: [5],
  gain: [5],
  offset: [5],
  wide: [2, 2, 2, 5],
} as const;
const leaf = (id: keyof typeof LEAVES): Tensor => ({ id, shape: LEAVES[id], dtype: 'float32' });
const shapeOf = (id: string): readonly number[] | undefined => LEAVES[id as keyof typeof LEAVES];

const given = Object.fromEntries(
  Object.entries(LEAVES).map(([id, shape], n) => {
    const size = shape.reduce((a: number, b: number) => a * b, 1);
    return [id, { shape, data: Float64Array.from({ length: size }, (_, i) => Math.sin(7 * n + 3 * i + 1)) }];
  }),
);

/** conv → − mean → · gain → + offset, with what else `more` makes of the parts; the last is asked for. */
function block(
  offset: keyof typeof LEAVES,
  more: (ops: Builder, parts: { conv: Tensor; scaled: Tensor; sum: Tensor }) => Tensor = (_, { sum }) => sum,
) {
  const ops = new Builder();
  const conv = ops.conv2d(leaf('image'), leaf('filter'), { stride: 2, padding: 1 });
  const scaled = ops.mul(ops.sub(conv, leaf('mean')), leaf('gain'));
  const sum = ops.add(scaled, leaf(offset));
  const root = more(ops, { conv, scaled, sum });
  return { block: { feeds: [], operations: ops.operations }, root: root.id };
}

const names = (of: ReturnType<typeof block>): string[] =>
  foldNormalisation(of.block, shapeOf, [of.root]).operations.map(({ name }) => name);

test('a normalisation becomes part of the filter, and the numbers stay', () => {
  const of = block('offset', (ops, { sum }) => ops.relu(sum));
  expect(names(of)).toEqual(['mul', 'mul', 'sub', 'conv2d', 'add', 'relu']);
  const before = interpret(of.block, given).get(of.root)!;
  const after = interpret(foldNormalisation(of.block, shapeOf, [of.root]), given).get(of.root)!;
  expect(after.shape).toEqual(before.shape);
  for (const [i, x] of before.data.entries()) expect(after.data[i]).toBeCloseTo(x, 12);
});

test('what something else needs stays', () => {
  const untouched = ['conv2d', 'sub', 'mul', 'add', 'add'];
  expect(names(block('offset', (ops, { conv, sum }) => ops.add(conv, sum)))).toEqual(untouched);
  expect(names(block('offset', (ops, { scaled, sum }) => ops.add(scaled, sum)))).toEqual(untouched);
});

test('what is not one number a channel stays', () => {
  expect(names(block('wide'))).toEqual(['conv2d', 'sub', 'mul', 'add']);
});
