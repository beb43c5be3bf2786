import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';

/** Lines for people: severity, code, place and message of each diagnostic, and what would mend it. */
export function diagnosticLines(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(({ severity, code, message, at, fix }) => {
    const place = placeOf(at);
    const head = `${severity} ${code}${place ? ` at ${place}` : ''}: ${message}`;
    return fix ? [head, `  to mend it: ${fix.title}`] : [head];
  });
}

function placeOf({ node, port, param, edge, field }: Location): string {
  if (node !== undefined) return [node, port ?? param].filter((part) => part !== undefined).join('.');
  return edge ?? field ?? '';
}
