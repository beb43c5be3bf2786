import { expect, test } from 'vitest';
import {
  BEGINNING,
  follow,
  goOn,
  STOPS,
  waitsForButton,
  type Facts,
  type Progress,
} from './tour-progress.ts';

const facts = (drawn: string | null, trained: string | null, steps: number): Facts => ({
  drawn,
  trained,
  steps,
});
const at = (stop: Progress['stop'], first: string | null = null, from: number | null = null): Progress => ({
  stop,
  first,
  from,
});

test('the tour ends when the visitor’s own change has been trained a step, and not before', () => {
  let progress = goOn(BEGINNING, facts('a', null, 0));
  const happens = (...now: Parameters<typeof facts>) => (progress = follow(progress, facts(...now))).stop;
  expect(progress.stop).toBe('train');
  expect(happens('a', 'a', 0)).toBe('train');
  expect(happens('a', 'a', 1)).toBe('watch');
  expect(happens('a', 'a', 9)).toBe('watch');
  progress = goOn(progress, facts('a', 'a', 9));
  expect(happens('a', 'a', 20)).toBe('change');
  // a wire was cut that is needed
  expect(happens(null, 'a', 21)).toBe('change');
  expect(happens('b', 'a', 22)).toBe('again');
  // the old run's steps do not count
  expect(happens('b', 'a', 40)).toBe('again');
  // the new run goes on from the old one's step
  expect(happens('b', 'b', 40)).toBe('again');
  expect(happens('b', 'b', 41)).toBe('done');
});

test('a run from the beginning counts from its own first step', () => {
  const waiting = follow(at('again', 'a'), facts('b', 'b', 40));
  const begun = follow(waiting, facts('b', 'b', 0));
  expect(begun).toEqual(at('again', 'a', 0));
  expect(follow(begun, facts('b', 'b', 1)).stop).toBe('done');
});

test('a change taken back is asked for again', () => {
  expect(follow(at('again', 'a'), facts('a', 'a', 5)).stop).toBe('change');
});

test('nothing new is the same object', () => {
  for (const stop of STOPS.filter((one) => one !== 'again')) {
    const progress = at(stop, 'a');
    expect(follow(progress, facts('a', null, 0))).toBe(progress);
  }
  const running = at('again', 'a', 5);
  expect(follow(running, facts('b', 'b', 5))).toBe(running);
});

test('at every stop there is a way on: a button or something to do', () => {
  expect(STOPS.filter((stop) => !waitsForButton(stop))).toEqual(['train', 'change', 'again']);
});
