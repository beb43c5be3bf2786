import { beforeAll, describe, expect, test } from 'vitest';
import { randomStream } from '../../src/base/random-stream.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { runNode, traceNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { dinoHead } from './dino.ts';

const embedding = floats([4, 3], randomStream(1, 'x').normals(0, 12));
const small = { hidden: 5, bottleneck: 4, outputSize: 6 };
const weightsOf = (params: object) => [
  ...traceNode(dinoHead, {
    params: { ...small, ...params },
    inputs: { embedding },
  }).declarations.weights.values(),
];
/** Large random weights, so that nothing holds by their smallness. */
const numbersFor = (params: object): Record<string, HostTensor> =>
  Object.fromEntries(
    weightsOf(params).map(({ name, shape }) => {
      const size = shape.reduce((product, n) => product * n, 1);
      return [
        name,
        floats(
          shape,
          randomStream(2, name)
            .normals(0, size)
            .map((x) => 10 * x),
        ),
      ];
    }),
  );

beforeAll(() => useBackend('cpu'));

test('has the layers of the paper’s head', () => {
  expect(weightsOf({}).map(({ name, shape }) => `${name} ${shape.join('×')}`)).toEqual([
    'layer1.kernel 3×5',
    'layer1.bias 5',
    'layer2.kernel 5×5',
    'layer2.bias 5',
    'layer3.kernel 5×4',
    'layer3.bias 4',
    'last.direction 6×4',
  ]);
  expect(weightsOf({ layers: 1 }).map(({ name }) => name)).toEqual([
    'layer1.kernel',
    'layer1.bias',
    'last.direction',
  ]);
});

test('the logits are the cosines with the last layer’s rows where these have length 1', async () => {
  const numbers = numbersFor({ layers: 1 });
  const given = { params: { ...small, layers: 1 }, inputs: { embedding }, numbers };
  const { data } = (await runNode(dinoHead, given)).logits!;
  const { 'layer1.kernel': kernel, 'layer1.bias': bias, 'last.direction': rows } = numbers;
  for (let i = 0; i < 4; i++) {
    const u = Array.from(
      { length: 4 },
      (_, j) =>
        bias!.data[j]! +
        [0, 1, 2].reduce((sum, k) => sum + embedding.data[i * 3 + k]! * kernel!.data[k * 4 + j]!, 0),
    );
    for (let k = 0; k < 6; k++) {
      const v = Array.from(rows!.data.slice(k * 4, k * 4 + 4));
      const dot = u.reduce((sum, x, j) => sum + x * v[j]!, 0);
      expect(data[i * 6 + k]).toBeCloseTo(dot / Math.hypot(...u) / Math.hypot(...v), 5);
    }
  }
  // no scale of the rows changes them
  const scaled = {
    ...numbers,
    'last.direction': floats(
      [6, 4],
      rows!.data.map((x) => 3 * x),
    ),
  };
  const again = (await runNode(dinoHead, { ...given, numbers: scaled })).logits!.data;
  data.forEach((value, i) => expect(again[i]).toBeCloseTo(value, 5));
});

test('learned lengths multiply the cosines', async () => {
  const inputs = { embedding };
  const numbers = numbersFor({ normLastLayer: false });
  const cosines = await runNode(dinoHead, { params: small, inputs, numbers });
  const scaled = await runNode(dinoHead, { params: { ...small, normLastLayer: false }, inputs, numbers });
  const gains = numbers['last.gain']!.data;
  cosines.logits!.data.forEach((cosine, i) =>
    expect(scaled.logits!.data[i]).toBeCloseTo(cosine * gains[i % 6]!, 3),
  );
  expect(weightsOf({ normLastLayer: false }).at(-1)).toMatchObject({
    name: 'last.gain',
    initializer: { kind: 'constant', value: 1 },
  });
});

describe('freezing', () => {
  test('holds the last layer alone, its lengths with it', () => {
    const frozen = weightsOf({ normLastLayer: false, freezeLastLayerSteps: 7 }).filter(
      (w) => w.frozenSteps === 7,
    );
    expect(frozen.map(({ name }) => name)).toEqual(['last.direction', 'last.gain']);
  });

  test('is off where nothing is said', () => {
    expect(weightsOf({}).filter((w) => w.frozenSteps)).toEqual([]);
  });
});
