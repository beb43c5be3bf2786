/** Time that ran, in seconds; pauses do not count. */
export class Stopwatch {
  readonly #now: () => number;
  #elapsed = 0;
  #since: number | null = null;

  /** @param now milliseconds of any clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  start(): void {
    this.#since ??= this.#now();
  }

  pause(): void {
    this.#elapsed = this.seconds;
    this.#since = null;
  }

  get seconds(): number {
    return this.#elapsed + (this.#since === null ? 0 : (this.#now() - this.#since) / 1000);
  }
}
