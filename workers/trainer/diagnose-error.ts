import { diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';

/** What a person is told of an exception that ended a run. */
export function diagnoseError(error: unknown): Diagnostic {
  const detail = error instanceof Error ? error.message : String(error);
  if (
    error instanceof RangeError ||
    /out of memory|OOM|allocation|memory access out of bounds/i.test(detail)
  ) {
    return diagnose('RUN_OUT_OF_MEMORY', { detail });
  }
  return diagnose('RUN_WORKER_CRASHED', { detail });
}
