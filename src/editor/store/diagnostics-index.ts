import type { Compilation } from '../../compiler/compilation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

export interface DiagnosticsIndex {
  readonly byNode: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly byEdge: ReadonlyMap<string, readonly Diagnostic[]>;
}

const EMPTY: DiagnosticsIndex = { byNode: new Map(), byEdge: new Map() };
const known = new WeakMap<Compilation, DiagnosticsIndex>();

/** A compilation's diagnostics by the node and the wire they are about. */
export function diagnosticsIndex(compilation: Compilation | null): DiagnosticsIndex {
  if (!compilation) return EMPTY;
  const found = known.get(compilation);
  if (found) return found;
  const byNode = new Map<string, Diagnostic[]>();
  const byEdge = new Map<string, Diagnostic[]>();
  const put = (map: Map<string, Diagnostic[]>, key: string, diagnostic: Diagnostic) => {
    const list = map.get(key);
    if (list) list.push(diagnostic);
    else map.set(key, [diagnostic]);
  };
  for (const diagnostic of compilation.diagnostics) {
    const { node, edge } = diagnostic.at;
    if (node !== undefined) put(byNode, node, diagnostic);
    if (edge !== undefined) put(byEdge, edge, diagnostic);
  }
  const index = { byNode, byEdge };
  known.set(compilation, index);
  return index;
}

/** The colour of a card's border: that of its worst error or warning. */
export function worstOf(diagnostics: readonly Diagnostic[]): 'error' | 'warning' | undefined {
  const severities = ['error', 'warning'] as const;
  return severities.find((severity) => diagnostics.some((one) => one.severity === severity));
}
