/** Starts a worker that takes a rival's steps; the same one that the command line's benchmark has in its page. */
export function createBenchWorker(): Worker {
  return new Worker(new URL('../../../bench/rivals/page/worker.ts', import.meta.url), {
    type: 'module',
    name: 'benchmark',
  });
}
