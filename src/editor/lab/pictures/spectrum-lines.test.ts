import { expect, it } from 'vitest';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { spectrumLines } from './spectrum-lines.ts';

const at = (step: number, ...spectrum: number[]): TimedPicture => ({
  step,
  spectrum: Float32Array.from(spectrum),
  side: 0,
  similarity: new Float32Array(),
});

it('draws log σ by rank over whole decades, oldest to newest', () => {
  const pictures = [at(0, 10, 1, 0.1000001), at(10, 5, 1, 0.02), at(20, 1, 1, 1)];
  const room = { width: 100, height: 30 };
  const { lines, decades, ranks } = spectrumLines(pictures, room, pictures[2]!);
  expect(ranks).toBe(3);
  expect(decades).toEqual([
    { power: 1, y: 0 },
    { power: 0, y: 10 },
    { power: -1, y: 20 },
    { power: -2, y: 30 },
  ]);
  expect(lines.map(({ of, age, step }) => [of, age, step])).toEqual([
    ['untrained', 0, 0],
    ['other', 0.5, 10],
    ['shown', 1, 20],
  ]);
  const then = spectrumLines(pictures, room, pictures[1]!);
  expect(then.lines.map(({ of, step }) => [of, step])).toEqual([
    ['untrained', 0],
    ['other', 20],
    ['shown', 10],
  ]);
  expect(then.decades).toEqual(decades);
  expect(lines[0]!.points).toBe('0.0,0.0 50.0,10.0 100.0,20.0');
  expect(lines[2]!.points).toBe('0.0,10.0 50.0,10.0 100.0,10.0');
});

it('ends seven decades below the largest: a collapse falls to the floor', () => {
  const picture = at(5, 1, 1e-12, 0);
  const { lines, decades } = spectrumLines([picture], { width: 10, height: 70 }, picture);
  expect(decades.at(-1)).toEqual({ power: -7, y: 70 });
  expect(lines[0]!.points).toBe('0.0,0.0 5.0,70.0 10.0,70.0');
});
