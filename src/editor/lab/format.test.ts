import { expect, test } from 'vitest';
import { formatDuration } from './format-duration.ts';
import { formatCount, formatNumber } from './format-number.ts';
import { formatRate } from './format-rate.ts';

test.each([
  [0.04, '0.0 s'],
  [0.42, '0.4 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [185, '3 min 05 s'],
  [3600 + 7 * 60 + 29, '1 h 07 min'],
  [50 * 3600, '2 d 2 h'],
])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test.each([
  [0.26349, 'percent', '26.3 %'],
  [1, 'percent', '100.0 %'],
  [4.8514, 'number', '4.851'],
  [-2.385, 'number', '−2.385'],
  [0.0312, 'number', '0.0312'],
  [0.00098, 'number', '0.00098'],
  [0, 'number', '0'],
  [1.2e-6, 'number', '1.2e-6'],
  [40.964, 'number', '40.96'],
  [12400, 'number', '12\u202f400'],
  [3.2e9, 'number', '3.2e+9'],
  [NaN, 'number', 'NaN'],
  [-Infinity, 'percent', '−∞'],
] as const)('%d as %s is %s', (value, format, text) => expect(formatNumber(value, format)).toBe(text));

test('thousands are set apart', () => {
  expect([999, 1000, 1234567].map(formatCount)).toEqual(['999', '1\u202f000', '1\u202f234\u202f567']);
});

test.each([
  [0.123, '8.1 steps/s'],
  [0.02, '50 steps/s'],
  [1, '1.0 steps/s'],
  [2.34, '2.3 s a step'],
  [75, '1 min 15 s a step'],
])('%d seconds a step are %s', (seconds, text) => expect(formatRate(seconds)).toBe(text));
