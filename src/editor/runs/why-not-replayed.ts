import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';

/** Why no drawing and seed give a run's curves; null where one does. */
export function whyNotReplayed({ name, mixed }: Pick<KeptRun, 'name' | 'mixed'>): Diagnostic | null {
  const why = 'its drawing, steps or backend changed while it ran, or it began with weights that were loaded';
  return mixed ? diagnose('RUN_NOT_REPLAYED', { name, why }) : null;
}
