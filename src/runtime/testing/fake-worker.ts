import { expose, type Endpoint } from 'comlink';
import type { SamplerApi, TrainerApi } from '../../../workers/protocol.ts';

/** A worker whose other side lives in this thread: real comlink over a real message channel. */
export class FakeWorker extends EventTarget {
  readonly #near: MessagePort;
  readonly #far: MessagePort;
  readonly received: unknown[] = [];
  terminated = false;

  constructor(api: TrainerApi | SamplerApi) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#near = port1;
    this.#far = port2;
    expose(api, port2 as Endpoint);
    port1.addEventListener('message', ({ data }) => {
      if (!this.terminated) this.dispatchEvent(new MessageEvent('message', { data }));
    });
    port1.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.received.push(message);
    if (!this.terminated) this.#near.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#near.close();
    this.#far.close();
  }

  /** Throws in the worker, as the main thread hears of it. */
  crash(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }));
  }

  asWorker(): Worker {
    return this as unknown as Worker;
  }
}
