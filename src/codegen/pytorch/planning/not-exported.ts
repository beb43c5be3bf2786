import { diagnose, type Diagnostic } from '../../../diagnostics/diagnostic.ts';

/** Ends the planning of a drawing that cannot be written faithfully, because of one node. */
export class NotExported extends Error {
  readonly diagnostic: Diagnostic;
  constructor(node: string, problem: string) {
    const diagnostic = diagnose('EMIT_NOT_EXPORTED', { node, problem }, { node });
    super(diagnostic.message);
    this.diagnostic = diagnostic;
  }
}
