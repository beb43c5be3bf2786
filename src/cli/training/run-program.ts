import type { RunEvent, StartOptions } from '../../../workers/protocol.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import type { Finished } from './reporter.ts';

/** What came of a run: it finished, or there are problems. */
export interface Ran {
  /** All but checkpoints, in their order. */
  readonly events: readonly RunEvent[];
  readonly finished: Finished | null;
  readonly problems: readonly Diagnostic[];
  /** The step it failed at; 0 if it never began. */
  readonly failedAt: number;
}

/** Trains a program to its end from initial weights or given ones, telling each event. Interrupted (Ctrl-C), it ends after the step in flight. */
export async function runProgram(
  trainer: Trainer,
  program: Program,
  seed: number,
  tell: (event: RunEvent) => void = () => undefined,
  weights?: StartOptions['weights'],
): Promise<Ran> {
  const events: RunEvent[] = [];
  const interrupt = () => void trainer.stop();
  process.once('SIGINT', interrupt);
  try {
    return await new Promise<Ran>((resolve, reject) => {
      const end = (ran: Partial<Ran>) =>
        resolve({ events, finished: null, problems: [], failedAt: 0, ...ran });
      const seen = (event: RunEvent): void => {
        if (event.kind === 'checkpoint') return;
        events.push(event);
        tell(event);
        if (event.kind === 'failed') end({ problems: [event.diagnostic], failedAt: event.step });
        else if (event.kind === 'finished') end({ finished: event });
      };
      trainer
        .start(program, { seed, ...(weights && { weights }) }, (batch) => batch.forEach(seen))
        .then((started) => {
          if (!started.ok) end({ problems: started.problems });
        }, reject);
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
}
