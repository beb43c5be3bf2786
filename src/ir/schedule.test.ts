import { expect, test } from 'vitest';
import { scheduleValue, type Schedule } from './schedule.ts';

const course = (schedule: Schedule, steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => scheduleValue(schedule, step));

test('a line reaches its end at its last step and stays there', () => {
  expect(course({ kind: 'linear', steps: 5, start: 1, end: 3 }, 7)).toEqual([1, 1.5, 2, 2.5, 3, 3, 3]);
});

test('a line of one step or none is at its end from the start', () => {
  expect(course({ kind: 'linear', steps: 1, start: 1, end: 3 }, 2)).toEqual([3, 3]);
  expect(course({ kind: 'linear', steps: 0, start: 1, end: 3 }, 2)).toEqual([3, 3]);
});

test('a cosine has its mean half way and stays at its end', () => {
  const values = course({ kind: 'cosine', steps: 5, start: 0, end: 1 }, 7);
  expect(values[0]).toBe(0);
  expect(values[1]).toBeCloseTo((1 - Math.SQRT1_2) / 2, 12);
  expect(values[2]).toBeCloseTo(0.5, 12);
  expect(values.slice(4)).toEqual([1, 1, 1]);
});

test('a switch is off before its step and on from it', () => {
  expect(course({ kind: 'from', step: 2 }, 5)).toEqual([0, 0, 1, 1, 1]);
  expect(course({ kind: 'from', step: 0 }, 2)).toEqual([1, 1]);
});

test('a pulse comes in each n-th step, the first time after n − 1 steps without', () => {
  expect(course({ kind: 'every', steps: 3 }, 7)).toEqual([0, 0, 1, 0, 0, 1, 0]);
  expect(course({ kind: 'every', steps: 1 }, 3)).toEqual([1, 1, 1]);
});

test('a bias correction counts from the step its moments begin with and is never 0', () => {
  const plain = course({ kind: 'biasCorrection', beta: 0.5 }, 3);
  expect(plain).toEqual([0.5, 0.75, 0.875]);
  expect(course({ kind: 'biasCorrection', beta: 0.5, from: 2 }, 5)).toEqual([0.5, 0.5, ...plain]);
});

test('milestones multiply from their step on, after warm-up', () => {
  const schedule = { kind: 'milestones', warmupSteps: 2, base: 1, factor: 0.1, at: [3, 5] } as const;
  const expected = [0.5, 1, 1, 0.1, 0.1, 0.01, 0.01];
  course(schedule, 7).forEach((value, step) => expect(value).toBeCloseTo(expected[step]!, 12));
});
