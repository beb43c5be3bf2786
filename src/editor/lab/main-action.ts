import type { Program } from '../../ir/program.ts';
import { canGoOn } from '../../runtime/can-go-on.ts';
import type { RunStoreState } from '../../runtime/run-store-state.ts';

export interface MainAction {
  readonly kind: 'train' | 'resume' | 'pause';
  readonly label: string;
  readonly enabled: boolean;
}

/** What the one large button does now. */
export function mainAction(
  { run, pending }: Pick<RunStoreState, 'run' | 'pending'>,
  program: Program | null,
): MainAction {
  if (run.status === 'starting') return { kind: 'pause', label: 'Starting', enabled: false };
  if (pending === 'stopping') return { kind: 'pause', label: 'Stopping', enabled: false };
  if (run.status === 'running') {
    const pausing = pending === 'pausing';
    return { kind: 'pause', label: pausing ? 'Pausing' : 'Pause', enabled: !pausing };
  }
  const goesOn = program ? canGoOn(run, program) : run.status === 'paused';
  return { kind: goesOn ? 'resume' : 'train', label: goesOn ? 'Resume' : 'Train', enabled: pending === null };
}
