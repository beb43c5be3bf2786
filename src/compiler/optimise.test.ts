import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tensor } from '../spec/tensor-ops.ts';
import { Builder } from './builder.ts';
import { optimise } from './optimise.ts';
import { interpret } from '../ir/interpret/interpret.ts';

const x: Tensor = { id: 'x', shape: [2, 3], dtype: 'float32' };
const feeds = [
  { id: 'x', type: { shape: [2, 3], dtype: 'float32' }, origin: '', source: { kind: 'given', name: 'x' } },
] as const;
const names = (builder: Builder, root: Tensor) =>
  optimise({ feeds, operations: builder.operations }, [root.id]).block.operations.map(({ name }) => name);

test('equal operations are done once', () => {
  const ops = new Builder();
  expect(names(ops, ops.add(ops.exp(ops.mul(x, 2)), ops.exp(ops.mul(x, 2))))).toEqual([
    'constant',
    'mul',
    'exp',
    'add',
  ]);
});

test('operations with other attributes are kept apart', () => {
  const ops = new Builder();
  expect(names(ops, ops.add(ops.sum(x, [1], true), ops.sum(x, [0], true)))).toEqual(['sum', 'sum', 'add']);
});

test('what nothing asks for is dropped, unused feeds too', () => {
  const ops = new Builder();
  ops.exp(x);
  const constant = ops.neg(ops.constant(1));
  const { block } = optimise({ feeds, operations: ops.operations }, [constant.id]);
  expect(block.operations.map(({ name }) => name)).toEqual(['constant', 'neg']);
  expect(block.feeds).toEqual([]);
});

test('an operand is not repeated before an operation that repeats it itself', () => {
  const ops = new Builder();
  expect(names(ops, ops.mul(ops.broadcastTo(ops.sum(x, [1], true), [2, 3]), x))).toEqual(['sum', 'mul']);
});

test('it is repeated where both operands are', () => {
  const ops = new Builder();
  const [row, column] = [
    ops.broadcastTo(ops.sum(x, [0], true), [2, 3]),
    ops.broadcastTo(ops.sum(x, [1], true), [2, 3]),
  ];
  expect(names(ops, ops.mul(row, column))).toContain('broadcastTo');
});

test('any program computes the same after it', () => {
  const step = fc.tuple(
    fc.constantFrom('add', 'mul', 'sub', 'neg', 'tanh', 'rows', 'columns'),
    fc.nat(),
    fc.nat(),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
      const ops = new Builder();
      const pool: Tensor[] = [x];
      for (const [name, i, j] of steps) {
        const [a, b] = [pool[i % pool.length]!, pool[j % pool.length]!];
        if (name === 'rows') pool.push(ops.broadcastTo(ops.sum(a, [0], true), [2, 3]));
        else if (name === 'columns') pool.push(ops.broadcastTo(ops.mean(a, [1], true), [2, 3]));
        else if (name === 'neg' || name === 'tanh') pool.push(ops[name](a));
        else pool.push(ops[name as 'add' | 'mul' | 'sub'](a, b));
      }
      const root = pool.at(-1)!;
      const block = { feeds, operations: ops.operations };
      const { block: optimised, renamed } = optimise(block, [root.id]);
      const given = { x: { shape: [2, 3], data: Float64Array.of(0.1, -0.2, 0.3, 0.4, -0.5, 0.6) } };
      const expected = interpret(block, given).get(root.id)!;
      expect(interpret(optimised, given).get(renamed(root.id))).toEqual(expected);
      expect(optimised.operations.length).toBeLessThanOrEqual(ops.operations.length);
    }),
  );
});
