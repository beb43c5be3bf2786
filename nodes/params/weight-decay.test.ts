import { expect, test } from 'vitest';
import { scheduleValue } from '../../src/ir/schedule.ts';
import { layerWiseDecay } from './layer-wise.ts';
import { weightDecaySchedule } from './weight-decay.ts';

const params = {
  weightDecay: 0.04,
  weightDecaySchedule: 'constant' as 'constant' | 'cosine',
  finalWeightDecay: 0.4,
  decayNormAndBias: false,
};
const cosine = { ...params, weightDecaySchedule: 'cosine' as const };
const [none, constant] = [0, 0.04].map((value) => ({ kind: 'constant', value }));

test('biases and norms are spared unless asked otherwise', () => {
  expect(weightDecaySchedule(params, 10, { exempt: false })).toEqual(constant);
  expect(weightDecaySchedule(params, 10, { exempt: true })).toEqual(none);
  expect(weightDecaySchedule({ ...params, decayNormAndBias: true }, 10, { exempt: true })).toEqual(constant);
  expect(weightDecaySchedule(cosine, 10, { exempt: true })).toEqual(none);
});

test('a cosine rises from the first to the last step', () => {
  const schedule = weightDecaySchedule(cosine, 5, { exempt: false });
  const values = Array.from({ length: 5 }, (_, step) => scheduleValue(schedule, step));
  // 0.22 − 0.18·cos(πt/4)
  const expected = [0.04, 0.22 - 0.18 * Math.SQRT1_2, 0.22, 0.22 + 0.18 * Math.SQRT1_2, 0.4];
  expect(values).toEqual(expected.map((value) => expect.closeTo(value, 12) as number));
});

test('a cosine that ends where it begins is constant', () => {
  expect(weightDecaySchedule({ ...cosine, finalWeightDecay: 0.04 }, 5, { exempt: false })).toEqual(constant);
});

test('what gets no rate of its own is not decayed either', () => {
  const spared = { ...params, excludeNormAndBias: true };
  expect(layerWiseDecay(spared, 5, { exempt: true })).toEqual(none);
  expect(layerWiseDecay(spared, 5, { exempt: false })).toEqual(constant);
  expect(layerWiseDecay({ ...spared, excludeNormAndBias: false }, 5, { exempt: true })).toEqual(constant);
});
