import { groupBy } from '../../base/group-by.ts';
import type { TracedDrawing } from '../../compiler/trace-drawing.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';

/**
 * Nodes of the forward pass that matter: what a loss that is minimised depends on, and what states keep. Probes, and what leads to them
 * alone, have no place in exported code.
 */
export function liveNodes({ graph }: TracedDrawing): ReadonlySet<string> {
  const into = groupBy(
    graph.edges.filter(({ to }) => to.port !== WEIGHTS_PORT),
    ({ to }) => to.node,
  );
  const live = new Set<string>();
  const visit = (id: string): void => {
    if (live.has(id)) return;
    live.add(id);
    for (const { from } of into.get(id) ?? []) visit(from.node);
  };
  for (const { id, spec } of graph.nodes.values()) {
    if (spec.optimiser || spec.id.startsWith('state.')) visit(id);
  }
  return live;
}
