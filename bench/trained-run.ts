import type { Program } from '../src/ir/program.ts';
import type { MemoryReport, RunEvent } from '../workers/protocol.ts';
import type { Trainer } from '../workers/trainer/trainer.ts';

export interface TrainedRun {
  /** Wall time of the whole run, its last measurements included. */
  readonly seconds: number;
  /** Milliseconds between the ends of one step and the next, so one fewer than there are steps. */
  readonly milliseconds: readonly number[];
  readonly memory: MemoryReport;
}

/** Trains a program to its end and tells how long each step took; rejects where the run fails. */
export function trainedRun(trainer: Trainer, program: Program): Promise<TrainedRun> {
  const ends: number[] = [];
  return new Promise((resolve, reject) => {
    const receive = (events: readonly RunEvent[]): void => {
      for (const event of events) {
        if (event.kind === 'step') ends.push(event.seconds);
        else if (event.kind === 'failed') reject(new Error(event.diagnostic.message));
        else if (event.kind === 'finished') {
          const milliseconds = ends.slice(1).map((end, i) => 1000 * (end - ends[i]!));
          resolve({ seconds: event.seconds, milliseconds, memory: event.memory });
        }
      }
    };
    trainer.start(program, { seed: 1 }, receive).then((started) => {
      if (!started.ok) reject(new Error(started.problems.map(({ message }) => message).join('; ')));
    }, reject);
  });
}
