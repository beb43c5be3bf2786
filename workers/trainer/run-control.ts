/** What is wanted of a run, and whoever waits for it to happen. Knows nothing of training. */
export class RunControl {
  #wanted: 'running' | 'paused' | 'stopped';
  #steps = 0;
  #resting = false;
  #ended = false;
  #wake: () => void = () => undefined;
  #whenResting: (() => void)[] = [];
  #whenEnded: (() => void)[] = [];

  constructor(paused: boolean) {
    this.#wanted = paused ? 'paused' : 'running';
  }

  get wanted(): 'running' | 'paused' | 'stopped' {
    return this.#wanted;
  }

  /** The run has come to rest after a pause. */
  get resting(): boolean {
    return this.#resting;
  }

  get ended(): boolean {
    return this.#ended;
  }

  // for whoever commands

  /** Resolves when no step is in flight any more. */
  pause(): Promise<void> {
    if (this.#wanted === 'running') this.#wanted = 'paused';
    return this.#untilResting();
  }

  resume(): void {
    if (this.#wanted === 'paused') this.#wanted = 'running';
    // a pause that never came into effect
    for (const resolve of this.#whenResting.splice(0)) resolve();
    this.wake();
  }

  /** Resolves when the step is done. Only a paused run takes single steps. */
  stepOnce(): Promise<void> {
    if (this.#wanted !== 'paused') return Promise.resolve();
    this.#steps += 1;
    this.#resting = false;
    this.wake();
    return this.#untilResting();
  }

  /** Resolves when the run has ended. */
  stop(): Promise<void> {
    this.#wanted = 'stopped';
    this.wake();
    return this.#ended ? Promise.resolve() : new Promise((resolve) => this.#whenEnded.push(resolve));
  }

  // for the run

  mayStep(): boolean {
    return this.#wanted === 'running' || (this.#wanted === 'paused' && this.#steps > 0);
  }

  stepped(): void {
    if (this.#wanted === 'paused' && this.#steps > 0) this.#steps -= 1;
  }

  rest(): void {
    this.#resting = true;
    for (const resolve of this.#whenResting.splice(0)) resolve();
  }

  leaveRest(): void {
    this.#resting = false;
  }

  /** Resolves at the next command. */
  change(): Promise<void> {
    if (this.#wanted !== 'paused' || this.#steps > 0) return Promise.resolve();
    return this.command();
  }

  /** Resolves at the next command, or when something else wakes the run. */
  command(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    for (const resolve of [...this.#whenResting.splice(0), ...this.#whenEnded.splice(0)]) resolve();
  }

  #untilResting(): Promise<void> {
    if (this.#resting || this.#ended) return Promise.resolve();
    return new Promise((resolve) => this.#whenResting.push(resolve));
  }
}
