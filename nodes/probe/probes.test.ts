import { expect, test } from 'vitest';
import { embeddingProbe } from './embedding.ts';
import { retrievalProbe } from './retrieval.ts';

test.each([
  [embeddingProbe, 'batch'],
  [retrievalProbe, 'dataset'],
] as const)('%# looks on at its cadence and touches no gradient', (spec, of) => {
  const params = spec.params.parse({ every: 7 });
  expect(spec.probe!.every(params)).toBe(7);
  expect(spec.probe!.of).toBe(of);
  const { inputs, outputs } = spec.ports(params);
  expect(inputs.every(({ cutsGradient }) => cutsGradient)).toBe(true);
  expect(outputs).toEqual([]);
});
