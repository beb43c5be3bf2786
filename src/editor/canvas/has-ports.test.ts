import { expect, it } from 'vitest';
import { hasPorts } from './has-ports.ts';

const measured = [{ id: 'images' }, { id: 'weights' }, { id: 'embedding' }];
const ports = (...names: string[]) => names.map((name) => ({ name }));

it('knows a card whose ports are those that were measured', () => {
  expect(hasPorts(measured, ports('embedding', 'images', 'weights'))).toBe(true);
  expect(hasPorts([], [])).toBe(true);
});

it.each([
  ['one more', ports('images', 'weights', 'embedding', 'mask')],
  ['one less', ports('images', 'embedding')],
  ['another', ports('images', 'weights', 'features')],
  ['none, as of an unknown type', []],
])('knows one that has %s', (_, now) => {
  expect(hasPorts(measured, now)).toBe(false);
});
