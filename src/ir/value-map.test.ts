import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValueMap } from './value-map.ts';
import { valueNumber } from './value-number.ts';
import { ValueSet } from './value-set.ts';

const ids = fc.oneof(
  fc.nat(2_000_000).map((n) => `%${n}`),
  fc.constantFrom('%', '%00', '%07', '%7', '%knn.7', '% 7', '%-7', '%1e3', '%1.5', '7', 'head.kernel', ''),
);

test('a number belongs to one id, and ids without one have none', () => {
  expect(valueNumber('%0')).toBe(0);
  expect(valueNumber('%120')).toBe(120);
  fc.assert(
    fc.property(ids, (id) => {
      const number = valueNumber(id);
      if (number >= 0) expect(`%${number}`).toBe(id);
    }),
  );
});

describe('finds what a Map finds', () => {
  test('by id', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, fc.nat())), fc.array(ids), (entries, asked) => {
        const own = new ValueMap<number>();
        for (const [id, value] of entries) own.set(id, value);
        const map = new Map(entries);
        for (const id of [...asked, ...map.keys()]) {
          expect(own.get(id)).toBe(map.get(id));
          expect(own.has(id)).toBe(map.has(id));
        }
      }),
    );
  });

  test('and what a Set finds', () => {
    fc.assert(
      fc.property(fc.array(ids), fc.array(ids), (members, asked) => {
        const own = new ValueSet(members);
        const set = new Set(members);
        for (const id of [...asked, ...members]) expect(own.has(id)).toBe(set.has(id));
      }),
    );
  });
});
