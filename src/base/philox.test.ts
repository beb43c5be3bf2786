import { expect, test } from 'vitest';
import { philox } from './philox.ts';

type Key = [number, number];
type Counter = [number, number, number, number];

/** Known-answer vectors published with the Random123 library. */
test.each<[Key, Counter, string]>([
  [[0, 0], [0, 0, 0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    '408f276d 41c83b0e a20bc7c6 6d5451fd',
  ],
  [
    [0xa4093822, 0x299f31d0],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    'd16cfe09 94fdcceb 5001e420 24126ea1',
  ],
])('reproduces the known answer of key %j', (key, counter, expected) => {
  const out = new Uint32Array(4);
  philox(key, counter, out);
  expect([...out].map((word) => word.toString(16).padStart(8, '0')).join(' ')).toBe(expected);
});
