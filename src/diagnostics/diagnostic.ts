import type { Outcome } from '../base/outcome.ts';
import { CATALOGUE, type DiagnosticCode, type MessageArguments } from './catalogue.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a diagnostic is about; every field that is known is given. */
export interface Location {
  readonly node?: string;
  readonly port?: string;
  /** `from.port->to.port` */
  readonly edge?: string;
  readonly param?: string;
  /** Path into a document file, such as `stages.0.graph.nodes.3.type`. */
  readonly field?: string;
}

/** A one-click repair, as data: the editor turns it into an undoable command. */
export type Fix = { readonly title: string } & (
  | { readonly kind: 'setParam'; readonly node: string; readonly param: string; readonly value: unknown }
  | { readonly kind: 'removeEdge'; readonly edge: string }
  | { readonly kind: 'insertNode'; readonly type: string; readonly edge: string }
);

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One or two short sentences: what is wrong and what to do. */
  readonly message: string;
  readonly at: Location;
  readonly related: readonly Location[];
  readonly fix?: Fix;
}

/** A value with the diagnostics noticed on the way, or the diagnostics that prevented it. */
export type Checked<T> = Outcome<T, Diagnostic>;

/** Builds a diagnostic from the catalogue. */
export function diagnose<C extends DiagnosticCode>(
  code: C,
  args: MessageArguments<C>,
  at: Location = {},
  more: { readonly related?: readonly Location[]; readonly fix?: Fix } = {},
): Diagnostic {
  const entry = CATALOGUE[code];
  const message = (entry.message as (args: MessageArguments<C>) => string)(args);
  return {
    code,
    severity: entry.severity,
    message,
    at,
    related: more.related ?? [],
    ...(more.fix ? { fix: more.fix } : {}),
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
