import { expect, test } from 'vitest';
import { threadsFromAddress } from './threads-from-address.ts';

test.each([
  ['', {}],
  ['?run=1', {}],
  ['?threads=2', { threads: 2 }],
  ['?backend=wasm&threads=1', { threads: 1 }],
  ['?threads=0', {}],
  ['?threads=-2', {}],
  ['?threads=1.5', {}],
  ['?threads=many', {}],
])('threads of the address “%s”', (query, expected) => {
  expect(threadsFromAddress(query)).toEqual(expected);
});
