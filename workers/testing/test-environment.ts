import { success } from '../../src/base/outcome.ts';
import { randomStream } from '../../src/base/random-stream.ts';
import type { Dataset } from '../data/dataset.ts';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import { wasmDriver } from '../engine/backends/wasm-driver.ts';
import type { BackendName, RunEvent } from '../protocol.ts';
import type { Environment } from '../trainer/environment.ts';
import { Trainer } from '../trainer/trainer.ts';
import { IMAGE_SIZE } from './regression-program.ts';

const COUNT = 50;

/** 50 random grey images of 2×2, of which the first 40 are for training. */
export function testDataset(): Dataset {
  const size = COUNT * IMAGE_SIZE * IMAGE_SIZE;
  const images = Uint8Array.from(randomStream(1, 'test').uniforms(0, size), (u) => Math.floor(u * 256));
  const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
  return {
    info: {
      id: 'factors',
      title: 'Test',
      description: '',
      height: IMAGE_SIZE,
      width: IMAGE_SIZE,
      channels: 1,
      count: COUNT,
      trainCount: 40,
      heldOutCount: 10,
      labels: {},
      hasTwins: false,
      mean: [0],
      std: [1],
      licence: '',
      attribution: '',
      file: null,
    },
    images,
    labels: {},
    train: range(0, 40),
    heldOut: range(40, COUNT),
  };
}

const mean = (numbers: ArrayLike<number>): number =>
  Array.from(numbers).reduce((a, b) => a + b, 0) / numbers.length;

/** cpu and wasm, the test dataset, and measurements that take the mean. */
export const testEnvironment: Environment = {
  drivers: () => Promise.resolve([cpuDriver(), wasmDriver()]),
  loadDataset: () => Promise.resolve(success(testDataset())),
  measurements: {
    batch: (_, [value]) => ({
      metrics: { mean: mean(value!.data) },
      picture: { spectrum: Float32Array.of(value!.rows), side: 0, similarity: new Float32Array() },
    }),
    *dataset(_, features) {
      yield;
      return { mean: mean(features), rows: features.length };
    },
  },
  checkpointEvery: 1e9,
};

export async function openTrainer(
  backend: BackendName,
  environment: Partial<Environment> = {},
): Promise<Trainer> {
  const trainer = new Trainer({ ...testEnvironment, ...environment });
  const choice = await trainer.open({ backend, dataUrl: '', wasmUrls: {} });
  if (!choice.ok) throw new Error(choice.problems[0]!.message);
  return trainer;
}

/** Collects a run's events and tells when one of a kind has come. */
export class EventLog {
  readonly events: RunEvent[] = [];
  #waiting: (() => void)[] = [];

  readonly receive = (events: readonly RunEvent[]): void => {
    this.events.push(...events);
    for (const check of [...this.#waiting]) check();
  };

  of<K extends RunEvent['kind']>(kind: K): Extract<RunEvent, { kind: K }>[] {
    return this.events.filter((event): event is Extract<RunEvent, { kind: K }> => event.kind === kind);
  }

  /** Resolves with the first event of this kind for which `accept` holds. */
  until<K extends RunEvent['kind']>(
    kind: K,
    accept: (event: Extract<RunEvent, { kind: K }>) => boolean = () => true,
  ): Promise<Extract<RunEvent, { kind: K }>> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.of(kind).find(accept);
        if (!found) return;
        this.#waiting = this.#waiting.filter((other) => other !== check);
        resolve(found);
      };
      this.#waiting.push(check);
      check();
    });
  }
}
