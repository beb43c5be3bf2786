import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTask } from './next-task.ts';
import { finish, finishInTasks, type Steps } from './steps.ts';

describe('steps', () => {
  afterEach(() => void vi.restoreAllMocks());

  function* counting(end: number, each: (count: number) => void = () => undefined): Steps<number> {
    let count = 0;
    while (count < end) {
      count += 1;
      each(count);
      yield;
    }
    return count;
  }

  it('are done at once', () => {
    expect(finish(counting(5))).toBe(5);
    expect(finish(counting(0))).toBe(0);
  });

  it('are done in tasks of the length that was asked for', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    let done = 0;
    const result = finishInTasks(
      counting(7, (count) => {
        done = count;
        now += 3;
      }),
      5,
    );
    // 3 ms are not enough, 6 are
    expect(done).toBe(2);
    await nextTask();
    expect(done).toBe(4);
    expect(await result).toBe(7);
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
