import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namesIn, parseFormula, type Expression } from './parse.ts';
import { FormulaProblem } from './problem.ts';

/** With all brackets written out. */
function spell(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.name;
    case 'negative':
      return `(-${spell(expression.of)})`;
    case 'call':
      return `${expression.name}(${expression.args.map(spell).join(',')})`;
    case 'binary':
      return `(${spell(expression.left)}${expression.sign}${spell(expression.right)})`;
  }
}
const read = (text: string): string => spell(parseFormula(text).result);

test.each([
  ['a + b * c', '(a+(b*c))'],
  ['a - b - c', '((a-b)-c)'],
  ['a / b * c', '((a/b)*c)'],
  ['-a^2', '(-(a^2))'],
  ['(-a)^2', '((-a)^2)'],
  ['a^b^c', '(a^(b^c))'],
  ['2^-a', '(2^(-a))'],
  ['2 * -a', '(2*(-a))'],
  ['a + b > c * 2', '((a+b)>(c*2))'],
  ['max(a, -1.5e-3)', 'max(a,(-0.0015))'],
  ['.5 * 2.', '(0.5*2)'],
  ['a − b · c', '(a-(b*c))'],
  ['f()', 'f()'],
  ['\n a\n + b ;', '(a+b)'],
])('%s is read as %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('definitions stand in front, each with its place', () => {
  const { definitions, result } = parseFormula('z = a / 2; w = z ^ 2; w - b');
  expect(definitions.map(({ name, at, value }) => [name, at, spell(value)])).toEqual([
    ['z', 0, '(a/2)'],
    ['w', 11, '(z^2)'],
  ]);
  expect(spell(result)).toBe('(w-b)');
});

test('an expression knows its own text', () => {
  const text = 'norm( a ) + (b * 2)';
  const { result } = parseFormula(text);
  const { left, right } = result as Expression & { kind: 'binary' };
  expect([left, right].map(({ from, to }) => text.slice(from, to))).toEqual(['norm( a )', '(b * 2)']);
});

test('the names it reads are those it neither defines nor calls', () => {
  expect([...namesIn(parseFormula('z = norm(a); z + -mean(c, batch)'))].sort()).toEqual(['a', 'batch', 'c']);
});

describe('says what cannot be read, and where', () => {
  test.each([
    ['', 'the end comes at character 1'],
    ['a +', 'the end comes at character 4'],
    ['a b', '“b” comes at character 3'],
    ['a $ b', '“$” at character 3 has no meaning'],
    ['(a + b', 'where “)” should be to close “(” at character 1'],
    ['norm(a', 'to close the arguments of “norm”'],
    ['a + b)', '“)” comes at character 6'],
    ['a < b < c', '“<” comes at character 7 behind a comparison'],
    ['z = a', 'where “;” should be behind a definition'],
    ['a +\n* b', '“*” comes at line 2, character 1'],
    ['1.2.3', '“.3” comes at character 4'],
    [`${'('.repeat(100)}a${')'.repeat(100)}`, 'nested more than 64 deep'],
    [`${'-'.repeat(100)}a`, 'nested more than 64 deep'],
    [`${'2^'.repeat(100)}a`, 'nested more than 64 deep'],
  ])('%j', (text, problem) => {
    expect(() => parseFormula(text)).toThrow(FormulaProblem);
    expect(() => parseFormula(text)).toThrow(problem);
  });
});

test('throws nothing but its own problem, whatever is typed', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '(',
    ')',
    '+',
    '-',
    '^',
    '*',
    '/',
    ',',
    ';',
    '=',
    '<',
    ' ',
    '1',
    '2e',
    'norm(',
    '\n',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      try {
        namesIn(parseFormula(text));
      } catch (error) {
        expect(error).toBeInstanceOf(FormulaProblem);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is spelled out with all brackets is read as the same', () => {
  const leaf = fc.oneof(
    fc.constantFrom('a', 'b', 'c'),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map((x) => String(Math.abs(x))),
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc
        .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '^', '<'), tie('expression'))
        .map(([l, s, r]) => `(${l}${s}${r})`),
      tie('expression').map((x) => `(-${x})`),
      fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `f(${x},${y})`),
    ),
  }));
  fc.assert(
    fc.property(expression, (text) => {
      expect(read(text)).toBe(text);
    }),
  );
});
