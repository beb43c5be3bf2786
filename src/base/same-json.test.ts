import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashJson } from './hash-json.ts';
import { sameJson } from './same-json.ts';

const json = fc.jsonValue({ maxDepth: 3 });

test('says of two values what comparing their texts says', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(sameJson(a, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});

test('a copy is the same, and has the same hash', () => {
  fc.assert(
    fc.property(json, fc.integer(), (value, start) => {
      const copy = structuredClone(value);
      expect(sameJson(value, copy)).toBe(true);
      expect(hashJson(start, copy)).toBe(hashJson(start, value));
    }),
  );
});

test.each<[string, unknown, unknown]>([
  ['a number inside', { begin: [0, 3], size: [1, 2] }, { begin: [0, 3], size: [1, 3] }],
  ['where a list ends', { begin: [0, 3], size: [1] }, { begin: [0], size: [3, 1] }],
  ['the order of fields', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['a fraction', [0.1], [0.2]],
  ['a sign', [1], [-1]],
  ['a text', { dtype: 'int32' }, { dtype: 'float32' }],
  ['a truth value', [true], [false]],
  ['null', [null], [0]],
])('%s makes a difference to both', (_, a, b) => {
  expect(sameJson(a, b)).toBe(false);
  expect(hashJson(0, a)).not.toBe(hashJson(0, b));
});

test('−0 is written 0, and is 0', () => {
  expect(sameJson({ data: -0 }, { data: 0 })).toBe(true);
  expect(hashJson(0, { data: -0 })).toBe(hashJson(0, { data: 0 }));
});
