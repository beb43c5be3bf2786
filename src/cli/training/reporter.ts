import type { BackendChoice, RunEvent } from '../../../workers/protocol.ts';
import type { Verdict } from '../../analysis/verdict.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

export type Finished = Extract<RunEvent, { kind: 'finished' }>;

/** Writes what happens in a run. */
export interface Reporter {
  /** Warnings of the compiler. */
  noticed(diagnostics: readonly Diagnostic[]): void;
  opened(choice: BackendChoice): void;
  event(event: RunEvent): void;
  /** The run ended early, or never began (step 0). */
  failed(diagnostics: readonly Diagnostic[], step: number): void;
  /** `print`: the run's fingerprint. */
  finished(event: Finished, verdict: Verdict, print: string): void;
}
