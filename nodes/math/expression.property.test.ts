import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../src/compiler/trace-context.ts';
import { runNode, traceNode } from '../testing/run-node.ts';
import { useBackend } from '../testing/run-on.ts';
import { waves } from '../testing/waves.ts';
import { expression } from './expression.ts';
import { FUNCTIONS } from './formula/functions.ts';

const [a, b] = [waves([4, 3], 1), waves([4, 3], 2)];

beforeAll(() => useBackend('cpu'));

test('throws nothing but refusals, whatever is typed', () => {
  const name = fc.constantFrom('a', 'b', 'pi', 'batch', 'features', 'positions', 'q', ...FUNCTIONS.keys());
  const leaf = fc.oneof(name, fc.constantFrom('0', '1', '2', '-1', '0.5', '1e30'));
  const { formula } = fc.letrec<{ formula: string }>((tie) => ({
    formula: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '^', '<'), tie('formula'))
        .map((parts) => parts.join(' ')),
      fc
        .tuple(fc.constantFrom(...FUNCTIONS.keys()), fc.array(tie('formula'), { maxLength: 3 }))
        .map(([called, args]) => `${called}(${args.join(', ')})`),
    ),
  }));
  const gives = fc.constantFrom('loss', 'embedding', 'logits', 'distribution', 'matrix');
  let compiled = 0;
  fc.assert(
    fc.property(fc.oneof({ arbitrary: formula, weight: 9 }, fc.string()), gives, (text, kind) => {
      try {
        traceNode(expression, { params: { formula: text, gives: kind }, inputs: { a, b } });
        compiled++;
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 3000 },
  );
  // else the test would show nothing
  expect(compiled).toBeGreaterThan(100);
});

test('numbers are reckoned as in JavaScript, and tensors as numbers', async () => {
  const { sum } = fc.letrec<{ sum: string }>((tie) => ({
    sum: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: 1, max: 9 }).map(String),
      fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map(([l, s, r]) => `(${l} ${s} ${r})`),
      fc.tuple(tie('sum'), fc.constantFrom('2', '3')).map(([l, n]) => `${l} ^ ${n}`),
      tie('sum').map((x) => `(-${x})`),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(sum, async (text) => {
      const expected = reckon(text);
      fc.pre(Math.abs(expected) < 1e30);
      const ofNumbers = await runNode(expression, {
        params: { formula: `0 * mean(a) + ${text}` },
        inputs: { a },
      });
      const scale = Math.max(1, Math.abs(expected));
      expect(Math.abs(ofNumbers.output!.data[0]! - expected) / scale).toBeLessThan(1e-6);
    }),
    { numRuns: 100 },
  );
});

/** The sums above by a reading of their own: powers first, brackets as they stand. Not a number if a power is too large. */
function reckon(text: string): number {
  let at = 0;
  const skip = () => {
    while (text[at] === ' ') at++;
  };
  const value = (): number => {
    skip();
    let result: number;
    if (text[at] === '(') {
      at++;
      skip();
      if (text[at] === '-') {
        at++;
        result = -powers();
      } else {
        const left = powers();
        skip();
        const sign = text[at++];
        const right = powers();
        result = sign === '+' ? left + right : sign === '-' ? left - right : left * right;
      }
      skip();
      at++;
    } else result = Number(text[at++]);
    return result;
  };
  const powers = (): number => {
    const base = value();
    skip();
    if (text[at] !== '^') return base;
    at++;
    const result = base ** powers();
    // beyond what is held, even where the whole is not: 1 to the power of it
    return Math.abs(result) < 1e30 ? result : Number.NaN;
  };
  return powers();
}
