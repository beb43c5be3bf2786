import type { Tensor } from '@tensorflow/tfjs-core';
import { kernel, reshape } from '../engine/execute/kernel.ts';

/** The losses of one step, in the order of the program's losses, with what was known when it was run. */
export interface LossRecord<T> {
  readonly about: T;
  readonly losses: readonly number[];
}

interface Unread<T> {
  readonly about: T;
  readonly losses: readonly Tensor[];
}

/** A readback costs a graphics device much more than a number: so many steps are read together at most. */
const STEPS_TOGETHER = 8;
/** Milliseconds of training that one readback is to cover; with those in flight, how late a pause can come. */
const COVERED = 60;
const READS_IN_FLIGHT = 2;

/**
 * Reads losses without making training wait: several steps at a time, while the next ones are already computed. Where
 * reading costs nothing (`immediate`) every loss is there at once.
 */
export class LossReader<T> {
  readonly #immediate: boolean;
  #unread: Unread<T>[] = [];
  #reads: Promise<void>[] = [];
  #records: LossRecord<T>[] = [];
  /** Follows the speed of the device, which is known only from when its readbacks arrive. */
  #together = 1;
  #arrived: number | null = null;

  constructor(immediate: boolean) {
    this.#immediate = immediate;
  }

  /** Takes the scalars over. Resolves as soon as another step may be run: too many unread ones would pile up. */
  async push(about: T, losses: readonly Tensor[]): Promise<void> {
    if (this.#immediate) {
      this.#records.push({ about, losses: losses.map((loss) => loss.dataSync()[0]!) });
      for (const loss of losses) loss.dispose();
      return;
    }
    this.#unread.push({ about, losses });
    if (this.#unread.length >= this.#together) this.#read();
    if (this.#reads.length > READS_IN_FLIGHT) await this.#reads[0];
  }

  /** What has been read since the last call, in the order of the steps. */
  take(): readonly LossRecord<T>[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** Waits until everything pushed so far has been read. */
  async settle(): Promise<void> {
    this.#read();
    await Promise.all(this.#reads);
  }

  /** Frees what is not being read. */
  dispose(): void {
    for (const { losses } of this.#unread) for (const loss of losses) loss.dispose();
    this.#unread = [];
  }

  #read(): void {
    if (this.#unread.length === 0) return;
    const steps = this.#unread;
    this.#unread = [];
    const read = this.#readTogether(steps, this.#reads.at(-1)).finally(() => {
      this.#reads = this.#reads.filter((other) => other !== read);
    });
    this.#reads.push(read);
    // whoever waits for it hears of a failure; nobody may be waiting at that moment
    read.catch(() => undefined);
  }

  async #readTogether(steps: readonly Unread<T>[], before: Promise<void> | undefined): Promise<void> {
    const flat = steps.flatMap(({ losses }) => losses.map((loss) => reshape(loss, [1])));
    const together = kernel('Concat', flat, { axis: 0 });
    for (const tensor of [...flat, ...steps.flatMap(({ losses }) => losses)]) tensor.dispose();
    try {
      const numbers = await together.data();
      await before;
      this.#pace(steps.length);
      let at = 0;
      for (const { about, losses } of steps) {
        this.#records.push({ about, losses: Array.from(numbers.slice(at, at + losses.length)) });
        at += losses.length;
      }
    } finally {
      together.dispose();
    }
  }

  #pace(steps: number): void {
    const now = performance.now();
    if (this.#arrived !== null) {
      const each = Math.max((now - this.#arrived) / steps, 1e-3);
      this.#together = Math.min(STEPS_TOGETHER, Math.max(1, Math.floor(COVERED / each)));
    }
    this.#arrived = now;
  }
}
