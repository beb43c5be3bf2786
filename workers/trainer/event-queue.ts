import type { RunEvent } from '../protocol.ts';

const INTERVAL = 100;

/** Hands events over in batches, at most about ten times a second; urgent ones at once with all that wait. */
export class EventQueue {
  readonly #receive: (events: readonly RunEvent[]) => unknown;
  #waiting: RunEvent[] = [];
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(receive: (events: readonly RunEvent[]) => unknown) {
    this.#receive = receive;
  }

  push(event: RunEvent, urgent = false): void {
    this.#waiting.push(event);
    const wait = this.#last + INTERVAL - performance.now();
    if (urgent || wait <= 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    const events = this.#waiting;
    this.#waiting = [];
    this.#last = performance.now();
    this.#receive(events);
  }
}
