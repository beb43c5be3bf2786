import { expect, test } from 'vitest';
import { parseSetting } from './parse-setting.ts';
import { UsageError } from './usage-error.ts';

test.each([
  ['loss.temperature=0.5', 'loss.temperature', 0.5],
  ['loss.temperature=1e-3', 'loss.temperature', 1e-3],
  ['optimiser.nesterov=true', 'optimiser.nesterov', true],
  ['optimiser.nesterov=false', 'optimiser.nesterov', false],
  ['my-encoder_2.widths=[16, 32]', 'my-encoder_2.widths', [16, 32]],
  ['block/inner/loss.temperature=2', 'block/inner/loss.temperature', 2],
  ['images.dataset=mnist', 'images.dataset', 'mnist'],
  ['images.label=', 'images.label', ''],
  ['images.label=a=b', 'images.label', 'a=b'],
])('%s', (text, path, value) => {
  expect(parseSetting(text)).toEqual({ path, value });
});

test.each([
  '',
  'temperature=1',
  'loss.temperature',
  '.x=1',
  'a.b.c=1',
  'a.b=[1,',
  'a.b=["x"]',
  '__proto__.x=1',
])('refuses %j', (text) => {
  expect(() => parseSetting(text)).toThrow(UsageError);
});
