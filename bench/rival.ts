/** Milliseconds of each step, by the part of the step that was timed. */
export type Times = Readonly<Record<string, readonly number[]>>;

/** Someone who trains on demand. */
export interface Rival {
  readonly name: string;
  /** Waits until it can be timed. Gives the reason where it cannot. */
  ready(): Promise<string | null>;
  /** Rejects with the reason where it cannot go on. */
  run(steps: number): Promise<Times>;
  end(): void;
}
