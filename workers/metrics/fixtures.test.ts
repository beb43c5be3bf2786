import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alignment, finish, knn, normalizedStd, rankMe, uniformity } from './index.ts';
import type { RowMatrix } from './row-matrix.ts';

interface Tensor {
  shape: number[];
  data: number[];
}
interface Case {
  id: string;
  node: string;
  params: Record<string, number>;
  inputs: Record<string, Tensor>;
  expect: { outputs: Record<string, Tensor> };
  tolerance?: number;
}

const { cases } = JSON.parse(
  readFileSync(new URL('./__fixtures__/metrics.json', import.meta.url), 'utf8'),
) as { cases: Case[] };

function matrix({ inputs }: Case, name: string): RowMatrix {
  const { shape, data } = inputs[name]!;
  return { data: Float32Array.from(data), rows: shape[0]!, columns: shape[1]! };
}

const measurements: Record<string, (given: Case) => number[]> = {
  'probe.alignment': (given) => [alignment(matrix(given, 'a'), matrix(given, 'b'), given.params.alpha)],
  'probe.uniformity': (given) => [uniformity(matrix(given, 'embedding'), given.params.t)],
  'probe.normalizedStd': (given) => [normalizedStd(matrix(given, 'embedding'))],
  'probe.rankMe': (given) => [rankMe(matrix(given, 'embedding'))],
  'probe.knn': (given) => [
    ...finish(
      knn(
        matrix(given, 'query'),
        matrix(given, 'bank'),
        Int32Array.from(given.inputs.labels!.data),
        given.params as { k: number; temperature: number; classes: number },
      ),
    ),
  ],
};

test.each(cases.map((given) => [given.id, given] as const))('%s as in public PyTorch code', (_, given) => {
  const expected = Object.values(given.expect.outputs)[0]!.data;
  const got = measurements[given.node]!(given);
  const scale = Math.max(1e-6, ...expected.map(Math.abs));
  expect(got).toHaveLength(expected.length);
  const error = Math.max(...got.map((value, i) => Math.abs(value - expected[i]!))) / scale;
  expect(error).toBeLessThan(1e-6);
});
