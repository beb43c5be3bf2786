import { describe, expect, it } from 'vitest';
import { combinations, parseAxis } from './sweep-values.ts';
import { UsageError } from './usage-error.ts';

describe('parseAxis', () => {
  it.each([
    ['ntXent.temperature=0.1, 0.5', ['0.1', '0.5']],
    ['encoder.widths=[8,16],[16,32]', ['[8,16]', '[16,32]']],
    ['optimiser.learningRate=log(0.001,0.1,3)', ['0.001', '0.01', '0.1']],
    ['ema.momentum=lin(0,1,5)', ['0', '0.25', '0.5', '0.75', '1']],
    ['images.dataset=emoji', ['emoji']],
  ])('reads %s', (text, values) => expect(parseAxis(text).values).toEqual(values));

  it.each(['temperature', 'a.b=', 'a.b=1,,2', 'a.b=log(0,1,3)', 'a.b=lin(0,1,1)', 'a.b=lin(0,x,3)'])(
    'refuses %s',
    (text) => expect(() => parseAxis(text)).toThrow(UsageError),
  );
});

it('combines every value with every other, the last axis fastest', () => {
  const axes = [parseAxis('a.x=1,2'), parseAxis('b.y=3,4')];
  expect(combinations(axes)).toEqual([
    ['a.x=1', 'b.y=3'],
    ['a.x=1', 'b.y=4'],
    ['a.x=2', 'b.y=3'],
    ['a.x=2', 'b.y=4'],
  ]);
});
