import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finish, finishInTasks, type Steps } from './steps.ts';

/** Counts to `end`, each step of which takes some milliseconds. */
function* counting(end: number, took: (ms: number) => void = () => undefined): Steps<number> {
  let count = 0;
  while (count < end) {
    count += 1;
    took(3);
    yield;
  }
  return count;
}

describe('steps', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are done at once', () => {
    expect(finish(counting(5))).toBe(5);
    expect(finish(counting(0))).toBe(0);
  });

  it('are done in tasks of the length that was asked for', async () => {
    const tasks = vi.spyOn(globalThis, 'setTimeout');
    const result = finishInTasks(
      counting(10, (ms) => vi.setSystemTime(Date.now() + ms) && vi.advanceTimersByTime(ms)),
      5,
    );
    await vi.runAllTimersAsync();
    expect(await result).toBe(10);
    // two of its steps a task
    expect(tasks).toHaveBeenCalledTimes(5);
  });

  it('pass on what goes wrong', async () => {
    function* failing(): Steps<never> {
      yield;
      throw new Error('broken');
    }
    expect(() => finish(failing())).toThrow('broken');
    await expect(finishInTasks(failing())).rejects.toThrow('broken');
  });
});
