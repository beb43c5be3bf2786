/** Starts the worker that computes images to be looked at. */
export function createSamplesWorker(): Worker {
  return new Worker(new URL('../../workers/samples.worker.ts', import.meta.url), {
    type: 'module',
    name: 'samples',
  });
}
