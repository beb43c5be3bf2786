import { beforeAll, expect, test } from 'vitest';
import { Builder } from '../../../src/compiler/builder.ts';
import { floats, runOn, useBackend } from '../../testing/run-on.ts';
import { logSumExp } from './log-sum-exp.ts';

beforeAll(() => useBackend('cpu'));

test('neither overflows nor loses small terms', async () => {
  const builder = new Builder();
  const source = { kind: 'given', name: 'x' } as const;
  const feed = { id: 'x', type: { shape: [3, 2], dtype: 'float32' as const }, origin: 'node', source };
  const y = logSumExp(builder, { id: 'x', ...feed.type });
  const block = { feeds: [feed], operations: builder.operations };
  const given = { x: floats([3, 2], [1000, 1000, -1000, -1001, 0, Math.log(3)]) };
  const { data } = (await runOn('cpu', block, given, [y.id]))[y.id]!;
  expect(y.shape).toEqual([3, 1]);
  expect(data[0]).toBeCloseTo(1000 + Math.log(2), 3);
  expect(data[1]).toBeCloseTo(-1000 + Math.log(1 + Math.exp(-1)), 3);
  expect(data[2]).toBeCloseTo(Math.log(4), 6);
});
