import type { MemoryReport, RunEvent } from '../../../workers/protocol.ts';
import { failure, success } from '../../base/outcome.ts';
import type { Checked } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../ir/program.ts';
import type { TrainerClient } from '../../runtime/client.ts';

export interface ShortRun {
  /** Of every step. */
  readonly losses: readonly number[];
  /** What the engine held after `pauseAt` steps, and at the end. */
  readonly held: readonly [MemoryReport, MemoryReport];
}

export interface ShortRunOptions {
  readonly seed: number;
  readonly pauseAt: number;
  /** Aborted when the client's worker crashes: the run never ends then. */
  readonly lost: AbortSignal;
  /** Is told how many steps are done. */
  readonly onStep?: (step: number) => void;
}

/** Trains a program to its end, with a halt after `pauseAt` steps. */
export async function shortRun(
  client: TrainerClient,
  program: Program,
  { seed, pauseAt, lost, onStep }: ShortRunOptions,
): Promise<Checked<ShortRun>> {
  const losses: number[] = [];
  let end: (event: Extract<RunEvent, { kind: 'finished' | 'failed' }> | null) => void = () => undefined;
  const ended = new Promise<Parameters<typeof end>[0]>((resolve) => {
    end = resolve;
  });
  lost.addEventListener('abort', () => end(null), { once: true });
  if (lost.aborted) return failure([]);

  const started = await client.start(program, { seed, paused: true }, (events) => {
    for (const event of events) {
      if (event.kind === 'step') losses.push(event.loss);
      if (event.kind === 'finished' || event.kind === 'failed') end(event);
    }
    onStep?.(losses.length);
  });
  if (!started.ok) return started;
  for (let step = 0; step < pauseAt; step++) {
    const stepped = await client.stepOnce();
    if (!stepped.ok) return stepped;
  }
  const before = await client.memory();
  if (!before.ok) return before;
  const resumed = await client.resume();
  if (!resumed.ok) return resumed;

  const last = await ended;
  if (last?.kind !== 'finished') return failure(last ? [last.diagnostic] : []);
  return success({ losses, held: [before.value, last.memory] });
}
