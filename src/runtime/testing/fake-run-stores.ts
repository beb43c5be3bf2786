import { createRunStore } from '../run-store.ts';
import type { RunStore } from '../run-store-state.ts';
import { FakeTrainer } from './fake-trainer.ts';
import { FakeWorker } from './fake-worker.ts';

/** Run stores without engines: each worker they start has a trainer of `trainers`. */
export function fakeRunStores(prepare: (trainer: FakeTrainer) => void = () => undefined): {
  readonly trainers: FakeTrainer[];
  create(): RunStore;
} {
  const trainers: FakeTrainer[] = [];
  const createWorker = () => {
    const trainer = new FakeTrainer();
    prepare(trainer);
    trainers.push(trainer);
    return new FakeWorker(trainer).asWorker();
  };
  const create = () => createRunStore({ dataUrl: 'data/', wasmUrls: {}, standby: false, createWorker });
  return { trainers, create };
}
