import { expect, test } from 'vitest';
import { scheduleValue } from '../../src/ir/schedule.ts';
import { groupDecay, learningRateSchedule } from './learning-rate.ts';

const base = { learningRate: 0.5, schedule: 'constant', warmupSteps: 0, finalLearningRate: 0.01 } as const;
const course = (params: Parameters<typeof learningRateSchedule>[0], steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => scheduleValue(learningRateSchedule(params, steps), step));

test('a constant rate stays', () => {
  expect(course(base, 3)).toEqual([0.5, 0.5, 0.5]);
});

test('a constant rate can be warmed up to', () => {
  expect(course({ ...base, warmupSteps: 2 }, 5)).toEqual([0.25, 0.5, 0.5, 0.5, 0.5]);
});

test('a cosine ends at the final rate', () => {
  const rates = course({ ...base, schedule: 'cosine', warmupSteps: 1 }, 6);
  expect(rates[0]).toBe(0.5);
  expect(rates[5]).toBeCloseTo(0.01, 12);
  expect(rates).toEqual([...rates].sort((a, b) => b - a));
});

test('biases and norms are spared unless asked otherwise', () => {
  expect(groupDecay({ weightDecay: 0.1, decayNormAndBias: false }, 0)).toBe(0);
  expect(groupDecay({ weightDecay: 0.1, decayNormAndBias: false }, 0.1)).toBe(0.1);
  expect(groupDecay({ weightDecay: 0.1, decayNormAndBias: true }, 0)).toBe(0.1);
});
