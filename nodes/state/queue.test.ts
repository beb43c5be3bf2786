import { beforeAll, describe, expect, test } from 'vitest';
import { checkGradients } from '../testing/check-gradients.ts';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { BACKENDS, floats, useBackend } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import { queue } from './queue.ts';

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(() => useBackend(backend));

  test('two steps by hand: rows enter at the end, the oldest leave first', async () => {
    const params = { size: 5 };
    const contents = floats([5, 1], [-1, -2, -3, -4, -5]);
    const run = (rows: typeof contents, before: typeof contents) =>
      runNode(queue, { params, inputs: { rows }, numbers: { contents: before } }, backend);

    const first = await run(floats([2, 1], [1, 2]), contents);
    expect([...first.rows!.data]).toEqual([-1, -2, -3, -4, -5]);
    expect([...first.contents!.data]).toEqual([-3, -4, -5, 1, 2]);

    const second = await run(floats([2, 1], [3, 4]), first.contents!);
    expect([...second.rows!.data]).toEqual([-3, -4, -5, 1, 2]);
    expect([...second.contents!.data]).toEqual([-5, 1, 2, 3, 4]);
  });

  test('more rows than places leave the last ones', async () => {
    const contents = floats([2, 1], [-1, -2]);
    for (const [rows, kept] of [
      [
        [1, 2],
        [1, 2],
      ],
      [
        [1, 2, 3],
        [2, 3],
      ],
    ] as const) {
      const given = {
        params: { size: 2 },
        inputs: { rows: floats([rows.length, 1], rows) },
        numbers: { contents },
      };
      const out = await runNode(queue, given, backend);
      expect([...out.contents!.data]).toEqual(kept);
    }
  });

  test('all views enter, one after another', async () => {
    const given = { params: { size: 6 }, inputs: { rows: floats([4, 1], [1, 2, 11, 12]) }, views: 2 };
    const out = await runNode(
      queue,
      { ...given, numbers: { contents: floats([6, 1], new Array(6).fill(0)) } },
      backend,
    );
    expect([...out.contents!.data]).toEqual([0, 0, 1, 2, 11, 12]);
    expect(out.rows!.shape).toEqual([6, 1]);
  });
});

test('no gradient passes', async () => {
  const given = {
    params: { size: 3 },
    inputs: { rows: waves([2, 2]) },
    numbers: { contents: waves([3, 2], 2) },
  };
  const { gradients } = await checkGradients(queue, given);
  expect(gradients).toEqual({});
  expect(queue.ports({}).inputs[0]!.cutsGradient).toBe(true);
});

test('begins as noise of unit rows, or as zeros', () => {
  const initial = (start: string) =>
    [
      ...traceNode(queue, {
        params: { start },
        inputs: { rows: waves([2, 3]) },
      }).declarations.states.values(),
    ][0];
  expect(initial('noise')).toMatchObject({
    id: 'node.contents',
    shape: [4096, 3],
    initializer: { kind: 'normal', unitRows: true },
  });
  expect(initial('zeros')).toMatchObject({ initializer: { kind: 'constant', value: 0 } });
});

test('in evaluation nothing enters', () => {
  const traced = traceNode(queue, { inputs: { rows: waves([2, 3]) }, mode: 'evaluate' });
  expect(traced.commits).toEqual([]);
});

test('tokens are refused', () => {
  expect(refusalOf(queue, { inputs: { rows: waves([2, 3, 4]) } })?.code).toBe('SHAPE_MISMATCH');
});
