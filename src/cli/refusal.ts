import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { statusOf, type ExitStatus } from './exit-status.ts';
import { diagnosticLines } from './print-diagnostics.ts';
import type { Terminal } from './terminal.ts';

/** Says why a command that trains goes no further, as lines for people or an event of its JSON. */
export type Refuse = (problems: readonly Diagnostic[], settings?: readonly string[]) => ExitStatus;

/** @returns what refuses; `settings` are those of the variant that is to blame, where there are several */
export function refusal(json: boolean, { out, err }: Terminal): Refuse {
  return (problems, settings) => {
    if (json) out(JSON.stringify({ event: 'failed', settings, diagnostics: problems }));
    else {
      if (settings) err(`with ${settings.join(' ')}:`);
      for (const line of diagnosticLines(problems)) err(line);
    }
    return statusOf(problems);
  };
}
