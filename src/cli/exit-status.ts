import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What the shell gets to know of how it went. */
export const EXIT = {
  success: 0,
  /** The document or the data is at fault; diagnostics say how. */
  fault: 1,
  /** The command line was not understood. */
  usage: 2,
  /** Unlabel itself is at fault. */
  internal: 3,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** The status of a command that ended with these diagnostics. */
export function statusOf(diagnostics: readonly Diagnostic[]): ExitStatus {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => code === 'LOWER_UNVERIFIED' || code === 'RUN_WORKER_CRASHED'))
    return EXIT.internal;
  return errors.length > 0 ? EXIT.fault : EXIT.success;
}
