import { expect, it } from 'vitest';
import { csv } from './csv.ts';

it('quotes what would be read as more than one value, and ends every row', () => {
  expect(
    csv([
      ['a', 'b, c'],
      [1, 'say "x"'],
      ['', 'two\nlines'],
    ]),
  ).toBe('a,"b, c"\n1,"say ""x"""\n,"two\nlines"\n');
  expect(csv([])).toBe('');
});
