import { nextTask } from './next-task.ts';

/** Work that may be paused wherever it yields. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Does all of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does it in tasks that end at the first pause after `slice` milliseconds, between which the page answers. */
export async function finishInTasks<Result>(steps: Steps<Result>, slice = 4): Promise<Result> {
  let begun = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - begun < slice) continue;
    await nextTask();
    begun = performance.now();
  }
}
