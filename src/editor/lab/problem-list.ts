import type { Diagnostic, Severity } from '../../diagnostics/diagnostic.ts';
import { splitEndpoint } from '../../document/schema.ts';

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Problems of the drawing and of its run, the gravest first, each once. */
export function problemList(...sources: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const diagnostic of sources.flat()) {
    const { code, message, at } = diagnostic;
    seen.set(JSON.stringify([code, message, at]), diagnostic);
  }
  return [...seen.values()].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** The node that a problem leads to: its own, or the one its wire ends at. */
export function problemNode({ at, related }: Diagnostic): string | null {
  if (at.node !== undefined) return at.node;
  if (at.edge !== undefined) {
    const target = at.edge.split('->')[1];
    if (target) return splitEndpoint(target).node;
  }
  return related.find(({ node }) => node !== undefined)?.node ?? null;
}
