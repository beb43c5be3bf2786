import { expect, it } from 'vitest';
import { lateLoss } from './late-loss.ts';

it('is the mean of the last ten losses, of fewer where there are fewer', () => {
  expect(lateLoss(Float64Array.from({ length: 30 }, (_, i) => i))).toBe(24.5);
  expect(lateLoss([3, 5])).toBe(4);
  expect(lateLoss([])).toBeNull();
});
