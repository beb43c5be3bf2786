import { expect, it } from 'vitest';
import { withUnit } from './with-unit.ts';

it('writes three digits and the prefix that fits', () => {
  expect(withUnit(1_234_567_890, 'FLOP')).toBe('1.23 GFLOP');
  expect(withUnit(94_300, '')).toBe('94.3 k');
  expect(withUnit(12, 'B')).toBe('12 B');
  expect(withUnit(999_700, 'B')).toBe('1 MB');
});
