import { expect, it } from 'vitest';
import { queueFill } from './queue-fill.ts';

it('grows with each step until the queue is full', () => {
  expect(queueFill(1000, 256, 0)).toBe(0);
  expect(queueFill(1000, 256, 3)).toBe(768);
  expect(queueFill(1000, 256, 4)).toBe(1000);
});
