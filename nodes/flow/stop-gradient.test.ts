import { beforeAll, expect, test } from 'vitest';
import { compileFixture } from '../../src/compiler/fixture.ts';
import { runNode } from '../testing/run-node.ts';
import { floats, useBackend } from '../testing/run-on.ts';
import { stopGradient } from './stop-gradient.ts';

const input = floats([2, 2], [1, 2, 3, 4]);

beforeAll(() => useBackend('cpu'));

test('hands on the numbers', async () => {
  expect((await runNode(stopGradient, { inputs: { input } })).output!.data).toEqual(input.data);
});

test('lets no gradient back, and its port says so', () => {
  const compiled = compileFixture(stopGradient, {}, { input });
  expect(compiled.ok && compiled.value.gradients).toEqual({});
  expect(stopGradient.ports({}).inputs[0]!.cutsGradient).toBe(true);
});
