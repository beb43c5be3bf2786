import { expect, test } from 'vitest';
import type { HostTensor } from '../../workers/protocol.ts';
import { refusalOf } from '../testing/run-node.ts';
import { floats } from '../testing/run-on.ts';
import { distributionProbe } from './distribution.ts';
import { embeddingProbe } from './embedding.ts';
import { retrievalProbe } from './retrieval.ts';

const zeros = (rows: number, columns: number): HostTensor =>
  floats([rows, columns], new Float32Array(rows * columns));

test.each([
  [embeddingProbe, 'batch'],
  [distributionProbe, 'batch'],
  [retrievalProbe, 'dataset'],
] as const)('%# looks on at its cadence and touches no gradient', (spec, of) => {
  const params = spec.params.parse({ every: 7 });
  expect(spec.probe!.every(params)).toBe(7);
  expect(spec.probe!.of).toBe(of);
  const { inputs, outputs } = spec.ports(params);
  expect(inputs.every(({ cutsGradient }) => cutsGradient)).toBe(true);
  expect(outputs).toEqual([]);
});

test('assignments are compared with scores over as many prototypes of as many images', () => {
  const distribution = zeros(6, 4);
  const codeOf = (student: HostTensor) =>
    refusalOf(distributionProbe, { inputs: { distribution, student } })?.code;
  expect(codeOf(zeros(6, 4))).toBeUndefined();
  expect(codeOf(zeros(6, 5))).toBe('SHAPE_MISMATCH');
  expect(codeOf(zeros(3, 4))).toBe('SHAPE_MISMATCH');
  expect(refusalOf(distributionProbe, { inputs: { distribution } })).toBeNull();
});

test('the same views are paired where there are as many', () => {
  const inputs = { distribution: zeros(4, 3), student: zeros(6, 3) };
  const views = { distribution: 2, student: 3 };
  expect(refusalOf(distributionProbe, { inputs, views })).toBeNull();
  const refused = refusalOf(distributionProbe, { inputs, views, params: { pairs: 'same' } });
  expect(refused).toMatchObject({ code: 'SHAPE_VIEWS', at: { param: 'pairs' } });
});
