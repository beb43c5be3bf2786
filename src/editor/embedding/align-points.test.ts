import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alignedTo } from './align-points.ts';

const points = fc
  .array(fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true })), {
    minLength: 3,
    maxLength: 20,
  })
  .filter((all) => all.some(([x, y]) => Math.hypot(x, y) > 1));

it('undoes any turn and mirroring', () => {
  fc.assert(
    fc.property(points, fc.double({ min: 0, max: 7, noNaN: true }), fc.boolean(), (all, angle, mirror) => {
      const before = Float32Array.from(all.flat());
      const moved = Float32Array.from(
        all.flatMap(([x, y]) => {
          const side = mirror ? -y : y;
          return [Math.cos(angle) * x - Math.sin(angle) * side, Math.sin(angle) * x + Math.cos(angle) * side];
        }),
      );
      const back = alignedTo(before, moved);
      before.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 3));
    }),
  );
});

it('leaves points alone that were none before, or of which there were others', () => {
  const some = Float32Array.of(1, 2, 3, 4);
  expect(alignedTo(Float32Array.of(0, 0, 0, 0), some)).toBe(some);
  expect(alignedTo(Float32Array.of(1, 2), some)).toBe(some);
});
