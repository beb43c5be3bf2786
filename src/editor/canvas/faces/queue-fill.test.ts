import { expect, it } from 'vitest';
import { oldestAge, queueFill } from './queue-fill.ts';

it('grows with each step until the queue is full', () => {
  expect(queueFill(1000, 256, 0)).toBe(0);
  expect(queueFill(1000, 256, 3)).toBe(768);
  expect(queueFill(1000, 256, 4)).toBe(1000);
});

it('holds rows of as many steps as fill it', () => {
  expect(oldestAge(1000, 256, 0)).toBe(0);
  expect(oldestAge(1000, 256, 3)).toBe(3);
  expect(oldestAge(1000, 256, 50)).toBe(4);
  expect(oldestAge(1024, 256, 50)).toBe(4);
});
