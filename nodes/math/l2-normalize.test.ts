import { beforeAll, expect, test } from 'vitest';
import { runNode, traceNode } from '../testing/run-node.ts';
import { Builder } from '../../src/compiler/builder.ts';
import { differentiate } from '../../src/compiler/gradients/differentiate.ts';
import { floats, runOn, useBackend } from '../testing/run-on.ts';
import { l2Normalize } from './l2-normalize.ts';

beforeAll(() => useBackend('cpu'));

test('gives length 1 along the last axis, and leaves zero at zero', async () => {
  const input = floats([3, 2], [3, 4, 0, 0, -1e-3, 0]);
  const out = await runNode(l2Normalize, { inputs: { input } });
  [0.6, 0.8, 0, 0, -1, 0].forEach((x, i) => expect(out.output!.data[i]).toBeCloseTo(x, 5));
});

test('keeps shape and views', () => {
  const { signals } = traceNode(l2Normalize, {
    inputs: { input: floats([4, 2], new Array(8).fill(1)) },
    views: 2,
  });
  expect(signals.output).toMatchObject({ views: 2, tensor: { shape: [4, 2] } });
});

test('gradients of short vectors are those of long ones, divided by the length', async () => {
  const [x, seed] = [
    [3, 4, 1, -1],
    [1, -2, 0.5, 0.3],
  ];
  for (const backend of ['cpu', 'wasm'] as const) {
    await useBackend(backend);
    const gradient = async (scale: number): Promise<number[]> => {
      const builder = new Builder();
      const [input, cotangent] = ['x', 'seed'].map(
        (id) => ({ id, shape: [1, 4], dtype: 'float32' }) as const,
      );
      const target = builder.l2Normalize(input!);
      const leaves = new Map([input!, cotangent!].map((leaf) => [leaf.id, leaf]));
      const { gradients } = differentiate(builder, leaves, [{ target, seed: cotangent! }], new Set(['x']));
      const wanted = gradients.get('x')!.id;
      const given = {
        x: floats(
          [1, 4],
          x!.map((value) => value * scale),
        ),
        seed: floats([1, 4], seed!),
      };
      const block = { feeds: [], operations: builder.operations };
      const found = await runOn(backend, block, given, [wanted]);
      return [...found[wanted]!.data].map((value) => value * scale);
    };
    const long = await gradient(1);
    for (const scale of [1e-3, 1e-5, 1e-8]) {
      (await gradient(scale)).forEach((value, i) =>
        expect(value, `${backend} ${scale}`).toBeCloseTo(long[i]!, 5),
      );
    }
  }
});
