import { expect, test } from 'vitest';
import { scheduleValue } from '../../src/ir/schedule.ts';
import { learningRateSchedule } from './learning-rate.ts';

type Params = Parameters<typeof learningRateSchedule>[0];

const base: Params = {
  learningRate: 0.5,
  schedule: 'constant',
  warmupSteps: 0,
  finalLearningRate: 0.01,
  milestones: [0.5, 0.75],
  predictorRate: 'scheduled',
  predictorScale: 1,
};
const course = (params: Params, steps: number, part?: 'predictor'): number[] => {
  const schedule = learningRateSchedule(params, steps, part ? { part } : {});
  return Array.from({ length: steps }, (_, step) => scheduleValue(schedule, step));
};

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

test('a predictor’s rate is as the others’ unless asked otherwise', () => {
  const cosine: Params = { ...base, schedule: 'cosine', warmupSteps: 2 };
  expect(course(cosine, 5, 'predictor')).toEqual(course(cosine, 5));
});

test('a constant predictor stays at the highest rate, through warm-up and decay', () => {
  const params: Params = { ...base, schedule: 'cosine', warmupSteps: 2, predictorRate: 'constant' };
  expect(course(params, 5, 'predictor')).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  expect(course(params, 5)[0]).toBe(0.25);
});

test('a predictor’s factor scales its whole course and no one else’s', () => {
  const params: Params = { ...base, schedule: 'cosine', warmupSteps: 2, predictorScale: 10 };
  const others = course(params, 6);
  expect(others[1]).toBe(0.5);
  const scaled = others.map((rate) => expect.closeTo(10 * rate, 12) as number);
  expect(course(params, 6, 'predictor')).toEqual(scaled);
  expect(course({ ...params, predictorRate: 'constant' }, 2, 'predictor')).toEqual([5, 5]);
});

test('milestones are shares of the run', () => {
  const rates = course({ ...base, schedule: 'milestones' }, 8);
  const expected = [0.5, 0.5, 0.5, 0.5, 0.05, 0.05, 0.005, 0.005];
  rates.forEach((rate, step) => expect(rate).toBeCloseTo(expected[step]!, 12));
});
