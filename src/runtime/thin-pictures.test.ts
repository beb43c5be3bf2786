import { expect, it } from 'vitest';
import type { TimedPicture } from './run-state.ts';
import { withPicture } from './thin-pictures.ts';

const at = (step: number): TimedPicture => ({
  step,
  spectrum: Float32Array.of(step),
  side: 0,
  similarity: new Float32Array(),
});

it('keeps the first and the newest and a bounded number spread between them', () => {
  let pictures: readonly TimedPicture[] = [];
  for (let step = 0; step <= 3000; step += 10) pictures = withPicture(pictures, at(step));
  const steps = pictures.map(({ step }) => step);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(3000);
  expect(steps.length).toBe(32);
  const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(320);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
});

it('replaces what a repeated step has shown before', () => {
  const again = { ...at(10), side: 1 };
  expect(withPicture([at(0), at(10), at(20)], again)).toEqual([at(0), again]);
});
