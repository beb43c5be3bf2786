import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { edgeId, type Graph, type GraphEdge } from '../../document/schema.ts';
import type { Drawing } from '../store/drawing.ts';

/** What a drawn connection would do: a wire and those it takes the place of, or the reason against it. */
export type ConnectionPlan =
  | { readonly ok: true; readonly wire: GraphEdge; readonly replaced: readonly string[] }
  | { readonly ok: false; readonly reason: Diagnostic };

/** Ends of a connection as React Flow reports them. */
export interface Ends {
  readonly source: string;
  readonly sourceHandle?: string | null;
  readonly target: string;
  readonly targetHandle?: string | null;
}

type Check = (graph: Graph, from: string, to: string) => Diagnostic | null;

/**
 * Judges a connection. An input that takes one wire gives its old one up for the new; `moved` is a wire whose end is
 * being dragged elsewhere.
 */
export function planConnection(
  graph: Graph,
  drawing: Drawing,
  check: Check,
  ends: Ends,
  moved?: string,
): ConnectionPlan {
  const wire = {
    from: `${ends.source}.${ends.sourceHandle ?? ''}`,
    to: `${ends.target}.${ends.targetHandle ?? ''}`,
  };
  const gone = new Set(moved === undefined ? [] : [moved]);
  if (graph.edges.some((edge) => edgeId(edge) === edgeId(wire) && !gone.has(edgeId(edge)))) {
    return { ok: false, reason: diagnose('GRAPH_DUPLICATE_WIRE', { edge: edgeId(wire) }) };
  }
  const input = drawing.resolved(ends.target)?.inputs.find(({ name }) => name === ends.targetHandle);
  if (input && !input.multiple) {
    for (const edge of graph.edges) if (edge.to === wire.to) gone.add(edgeId(edge));
  }
  const rest = { ...graph, edges: graph.edges.filter((edge) => !gone.has(edgeId(edge))) };
  const reason = check(rest, wire.from, wire.to);
  return reason ? { ok: false, reason } : { ok: true, wire, replaced: [...gone] };
}
