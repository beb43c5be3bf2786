/** Starts the worker that trains; tfjs is loaded in there and nowhere else. */
export function createWorker(): Worker {
  return new Worker(new URL('../../workers/trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: 'trainer',
  });
}
