import { beforeAll, describe, expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { BACKENDS, floats, useBackend } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { memoryBank } from './memory-bank.ts';

const COUNT = 3822;
/** A bank whose row i is (i, 1). */
const bank = floats(
  [COUNT, 2],
  Array.from({ length: 2 * COUNT }, (_, i) => (i % 2 ? 1 : i / 2)),
);
const indices = (...data: number[]): HostTensor => ({
  shape: [data.length],
  dtype: 'int32',
  data: Int32Array.from(data),
});
const row = (host: HostTensor, i: number): number[] => [...host.data.slice(2 * i, 2 * i + 2)];
const common = { dataset: 'emoji', params: { momentum: 0.75, normalize: false } } as const;

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));
  const run = (
    embedding: HostTensor,
    index: HostTensor,
    before: HostTensor,
    params: object = common.params,
  ) =>
    runNode(
      memoryBank,
      { ...common, params: { ...params }, inputs: { embedding, index }, numbers: { bank: before } },
      backend,
    );

  test('two steps by hand: rows change at the end of the step', async () => {
    const first = await run(floats([2, 2], [8, 5, -4, 9]), indices(4, 2), bank);
    expect([...first.own!.data]).toEqual([4, 1, 2, 1]);
    expect(row(first.rows!, 4)).toEqual([4, 1]);
    // 0.75·(4, 1) + 0.25·(8, 5) and 0.75·(2, 1) + 0.25·(−4, 9)
    expect(row(first.bank!, 4)).toEqual([5, 2]);
    expect(row(first.bank!, 2)).toEqual([0.5, 3]);
    expect(row(first.bank!, 3)).toEqual([3, 1]);

    const second = await run(floats([1, 2], [1, 6]), indices(4), first.bank!);
    expect([...second.own!.data]).toEqual([5, 2]);
    expect(row(second.bank!, 4)).toEqual([4, 3]);
    expect(row(second.bank!, 2)).toEqual([0.5, 3]);
  });

  test('an image that comes twice changes its row once, by the mean of both', async () => {
    const out = await run(floats([3, 2], [8, 5, 0, 0, 0, -3]), indices(4, 1, 4), bank);
    // the mean of (8, 5) and (0, −3) is (4, 1)
    expect(row(out.bank!, 4)).toEqual([4, 1]);
    expect(row(out.bank!, 1)).toEqual([0.75, 0.75]);
    expect(row(out.bank!, 0)).toEqual([0, 1]);
  });

  test('rows have length 1 where that is asked for, and those not in the batch stay', async () => {
    const out = await run(floats([1, 2], [0, 13]), indices(4), bank, { momentum: 0.75 });
    // (3, 4) / 5
    row(out.bank!, 4).forEach((x, i) => expect(x).toBeCloseTo([0.6, 0.8][i]!, 6));
    expect(row(out.bank!, 7)).toEqual([7, 1]);
  });
});

test('no gradient passes', async () => {
  const inputs = { embedding: waves([2, 2]), index: indices(0, 1) };
  const { gradients } = await checkGradients(memoryBank, { ...common, inputs, numbers: { bank } });
  expect(gradients).toEqual({});
});

test('has a row for each image of the dataset, at first a random unit vector', () => {
  const inputs = { embedding: waves([2, 5]), index: indices(0, 1) };
  const { declarations } = traceNode(memoryBank, { ...common, inputs });
  expect(declarations.states.get('node.bank')).toMatchObject({
    shape: [COUNT, 5],
    initializer: { kind: 'normal', unitRows: true },
  });
});

describe('refuses', () => {
  const index = indices(0, 1);
  test('several views', () => {
    const given = { ...common, inputs: { embedding: waves([4, 2]), index }, views: { embedding: 2 } };
    expect(refusalOf(memoryBank, given)).toMatchObject({ code: 'SHAPE_VIEWS', at: { port: 'embedding' } });
  });
  test('to work without a dataset', () => {
    expect(refusalOf(memoryBank, { inputs: { embedding: waves([2, 2]), index } })?.code).toBe(
      'GRAPH_NO_DATA',
    );
  });
});
