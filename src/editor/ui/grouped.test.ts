import { expect, it } from 'vitest';
import { grouped } from './grouped.ts';

it.each([
  0,
  7,
  100,
  999,
  1000,
  12_345,
  100_000,
  1_234_567,
  -1,
  -999,
  -1000,
  -123_456,
  2 ** 53 - 1,
  2 ** 60,
  1e21,
  1234.5,
])('writes %d as the browser does', (value) => {
  expect(grouped(value)).toBe(value.toLocaleString('en'));
});
