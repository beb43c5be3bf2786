import { expect, test } from 'vitest';
import type { Operation } from '../../src/ir/operation.ts';
import { planBlock } from './block-plan.ts';

const operation = (name: string, inputs: string[], output: string): Operation =>
  ({
    name,
    inputs,
    outputs: [output],
    attributes: name === 'constant' ? { shape: [], dtype: 'float32', data: 1 } : {},
    types: [{ shape: [], dtype: 'float32' }],
    origin: '',
    phase: 'forward',
  }) as unknown as Operation;

const OPERATIONS = [
  operation('constant', [], 'one'),
  operation('exp', ['weight'], 'a'),
  operation('add', ['a', 'one'], 'b'),
  operation('neg', ['b'], 'c'),
  operation('sqrt', ['b'], 'unread'),
];

test('a value is freed right after its last use; weights, constants and what is kept are not', () => {
  const plan = planBlock({ feeds: [], operations: OPERATIONS }, ['c']);
  const [exp, add, neg, sqrt] = plan.instructions;
  expect(exp!.dead).toEqual([]);
  expect(add!.dead).toEqual(exp!.outputs);
  expect(neg!.dead).toEqual([]);
  expect(new Set(sqrt!.dead)).toEqual(new Set([...add!.outputs, ...sqrt!.outputs]));
});

test('constants are no instructions: they are made once and lent', () => {
  const plan = planBlock({ feeds: [], operations: OPERATIONS }, ['c']);
  expect(plan.constants.map(({ operation: { outputs } }) => outputs)).toEqual([['one']]);
  expect(plan.instructions.map(({ operation: { name } }) => name)).not.toContain('constant');
});
