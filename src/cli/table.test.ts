import { expect, test } from 'vitest';
import { formatMetric, formatNumber, formatSeconds } from './format.ts';
import { table } from './table.ts';

test('aligns texts at the left and numbers at the right, without trailing blanks', () => {
  const lines = table(
    [{ title: 'node' }, { title: 'count', align: 'right' }, { title: 'note' }],
    [
      ['encoder', '93,472', ''],
      ['a', '1', 'small'],
    ],
  );
  expect(lines).toEqual(['node      count  note', 'encoder  93,472', 'a             1  small']);
});

test('numbers, shares and times carry their units', () => {
  expect(formatNumber(0.123456)).toBe('0.1235');
  expect(formatNumber(NaN)).toBe('NaN');
  expect(formatMetric('twin', 0.2634)).toBe('26.3 %');
  expect(formatMetric('rankMe', 44.966)).toBe('44.97');
  expect(formatSeconds(12.34)).toBe('12.3 s');
  expect(formatSeconds(65)).toBe('1:05 min');
});
