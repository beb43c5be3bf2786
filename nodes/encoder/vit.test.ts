import { beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../src/base/random-stream.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { refusalOf, runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { vit } from './vit.ts';

const own = { size: 'own', width: 8, depth: 2, heads: 2, patchSize: 4 };
const image = (size: number, count = 3) =>
  floats([count, size, size, 3], randomStream(1, 'images').uniforms(0, count * size * size * 3));
const trace = (params: object, size = 8, dataset?: string) =>
  traceNode(vit, {
    params: { ...own, ...params },
    inputs: { images: image(size) },
    ...(dataset && { dataset }),
  });

beforeAll(() => useBackend('cpu'));

describe('has as many parameters as the published models', () => {
  // DeiT's without the classifier, at 224×224 pixels and patches of 16
  test.each([
    ['tiny', 5_524_416],
    ['small', 21_665_664],
    ['base', 85_798_656],
  ])('%s', (size, count) => {
    const images = floats([1, 224, 224, 3], new Float32Array(224 * 224 * 3));
    const { declarations, signals } = traceNode(vit, { params: { size, patchSize: 16 }, inputs: { images } });
    const counts = [...declarations.weights.values()].map(({ shape }) => shape.reduce((p, n) => p * n, 1));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(count);
    expect(signals.tokens!.tensor.shape[1]).toBe(196);
  });
});

test('gives one vector per image and one per patch', () => {
  for (const pooling of ['class', 'mean']) {
    const { signals } = trace({ pooling }, 12);
    expect(signals.embedding!.tensor.shape).toEqual([3, 8]);
    expect(signals.tokens!.tensor.shape).toEqual([3, 9, 8]);
  }
});

describe('positions', () => {
  const shapes = (params: object, size: number, dataset?: string) =>
    trace(params, size, dataset).declarations.weights.get('node.positions')?.shape;

  test('belong to the dataset’s size, to the base size, or to the image', () => {
    expect(shapes({}, 16, 'emoji')).toEqual([64, 8]);
    expect(shapes({ baseSize: 24 }, 16, 'emoji')).toEqual([36, 8]);
    expect(shapes({}, 16)).toEqual([16, 8]);
  });

  test('have no weights where they are sines and cosines', () => {
    const names = [...trace({ position: 'sinCos' }).declarations.weights.values()].map(({ name }) => name);
    expect(names.filter((name) => /position/i.test(name))).toEqual([]);
    expect(names).toContain('classToken');
  });
});

test('only matrices, token and positions decay', () => {
  const kept = [...trace({}).declarations.weights.values()].filter(({ decay }) => !decay);
  expect(kept.every(({ name }) => /\.(bias|scale|offset)$/.test(name))).toBe(true);
  expect(kept).toHaveLength(1 + 2 * 8 + 2);
});

test('a frozen patch projection is not trained, and all else is', () => {
  const trainable = (params: object) =>
    [...trace(params).declarations.weights.values()].filter((w) => !w.trainable).map(({ name }) => name);
  expect(trainable({ frozenPatchEmbedding: true })).toEqual(['patch.kernel', 'patch.bias']);
  expect(trainable({})).toEqual([]);
});

describe('drop path', () => {
  const drawn = (params: object) =>
    [...trace(params).feeds.values()].flatMap(({ source, type }) =>
      source.kind === 'draw' ? [[source.stream, source.sampler, type.shape]] : [],
    );

  test('grows along a line from the first block to the last', () => {
    const keep = (probability: number) => ({ kind: 'bernoulli', probability });
    expect(drawn({ depth: 3, dropPath: 0.4 })).toEqual([
      ['node.block2.attentionKept', keep(0.8), [3]],
      ['node.block2.mlpKept', keep(0.8), [3]],
      ['node.block3.attentionKept', keep(0.6), [3]],
      ['node.block3.mlpKept', keep(0.6), [3]],
    ]);
    expect(drawn({ dropPath: 0 })).toEqual([]);
  });

  test('leaves branches out for whole images and scales the others', async () => {
    const params = { ...own, depth: 1, patchSize: 4, dropPath: 0.5, pooling: 'mean' };
    const { declarations } = traceNode(vit, { params, inputs: { images: image(8) } });
    const weights = Object.fromEntries(
      [...declarations.weights.values()].map(({ name, shape }): [string, HostTensor] => {
        const size = shape.reduce((product, n) => product * n, 1);
        return [name, floats(shape, randomStream(2, name).normals(0, size))];
      }),
    );
    const run = async (attention: number[], mlp: number[], dropPath = 0.5) => {
      const draws = {
        'block1.attentionKept': floats([3], attention),
        'block1.mlpKept': floats([3], mlp),
      };
      const given = { params: { ...params, dropPath }, inputs: { images: image(8) } };
      return (await runNode(vit, { ...given, numbers: { ...weights, ...draws } })).tokens!.data;
    };
    const of = (tokens: ArrayLike<number>, index: number) =>
      Array.from(tokens).slice(index * 32, (index + 1) * 32);
    const mixed = await run([1, 0, 0], [1, 1, 0]);
    // with other weights of the branches' outputs the images without them stay as they are
    const without = { ...weights };
    for (const part of ['attention', 'mlp']) {
      for (const name of ['kernel', 'bias']) {
        const key = `block1.${part}.output.${name}`;
        without[key] = floats(
          weights[key]!.shape,
          weights[key]!.data.map((x) => 2 * x),
        );
      }
    }
    const doubled = (
      await runNode(vit, {
        params: { ...params, dropPath: 0 },
        inputs: { images: image(8) },
        numbers: without,
      })
    ).tokens!.data;
    of(doubled, 0).forEach((value, i) => expect(mixed[i]).toBeCloseTo(value, 4));
    const none = await run([0, 0, 0], [0, 0, 0]);
    expect(of(mixed, 2)).toEqual(of(none, 2));
    expect(of(mixed, 1)).not.toEqual(of(none, 1));
    expect(of(mixed, 1)).not.toEqual(of(doubled, 1));
  });

  test('is off in evaluation', () => {
    const given = {
      params: { ...own, dropPath: 0.5 },
      inputs: { images: image(8) },
      mode: 'evaluate',
    } as const;
    const { feeds } = traceNode(vit, given);
    expect([...feeds.values()].filter(({ source }) => source.kind === 'draw')).toEqual([]);
  });
});

test.each([
  [{ patchSize: 5 }, 'SHAPE_MISMATCH', 'patchSize'],
  [{ baseSize: 10 }, 'SHAPE_MISMATCH', 'baseSize'],
  [{ heads: 3 }, 'GRAPH_BAD_PARAM', 'heads'],
  [{ width: 6, position: 'sinCos' }, 'GRAPH_BAD_PARAM', 'width'],
])('refuses %o', (params, code, param) => {
  const given = { params: { ...own, ...params }, inputs: { images: image(8) } };
  expect(refusalOf(vit, given)).toMatchObject({ code, at: { param } });
});
