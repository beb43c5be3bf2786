import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const KNOWN = ['norm', 'normalize', 'mean', 'exp', 'a'];

test.each([
  ['nrom', 'norm'],
  ['Mean', 'mean'],
  ['normalise', 'normalize'],
  ['expp', 'exp'],
])('%s looks like %s', (word, name) => {
  expect(nearestName(word, KNOWN)).toBe(name);
});

test('nothing looks like a word of other letters', () => {
  expect(nearestName('wasserstein', KNOWN)).toBeUndefined();
});
