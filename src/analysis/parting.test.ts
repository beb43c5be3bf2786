import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parting } from './parting.ts';

const steps = (count: number, of: (step: number) => number) =>
  Array.from({ length: count }, (_, i) => of(i + 1));
/** Noise that two paired runs do not share: as good as independent from step to step. */
const noise = (step: number): number => {
  const x = Math.sin(step * 12.9898) * 43758.5453;
  return (x - Math.floor(x) - 0.5) * 0.1;
};

test('the same run never parts from itself', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 })), (losses) => {
      expect(parting(losses, losses)).toEqual({ differ: null, apart: null });
    }),
  );
});

test('a curve that leaves the other is apart once the difference exceeds its noise', () => {
  const one = steps(200, () => 1);
  const other = steps(200, (step) => 1 + (step > 50 ? noise(step) : 0) - Math.max(0, step - 100) * 0.02);
  const { differ, apart } = parting(one, other);
  expect(differ).toBe(51);
  expect(apart).toBeGreaterThan(90);
  expect(apart).toBeLessThan(115);
});

test('curves are not apart before they differ', () => {
  const leaving = steps(100, (step) => Math.max(0, step - 4) / 10);
  expect(
    parting(
      leaving,
      steps(100, () => 0),
    ),
  ).toEqual({ differ: 5, apart: 5 });
});

test('noise alone is no parting', () => {
  expect(
    parting(
      steps(300, noise),
      steps(300, (step) => noise(step + 1000)),
    ).apart,
  ).toBeNull();
});

test('curves that meet again are not apart', () => {
  const bump = steps(200, (step) => noise(step) + (step > 40 && step < 120 ? 3 : 0));
  expect(
    parting(
      bump,
      steps(200, () => 0),
    ),
  ).toEqual({ differ: 1, apart: null });
});

test('one that crosses the other is apart from the crossing on', () => {
  const apart = parting(
    steps(200, (step) => (step - 100) / 10),
    steps(200, () => 0),
  ).apart!;
  expect(apart).toBeGreaterThan(90);
  expect(apart).toBeLessThan(105);
});

test('fewer steps than the mean is taken over tell only whether they differ', () => {
  expect(parting([1, 2], [1, 3, 4])).toEqual({ differ: 2, apart: null });
});
