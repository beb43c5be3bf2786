import { groupBy } from '../base/group-by.ts';
import type { TracedDrawing } from '../compiler/trace-drawing.ts';
import { WEIGHTS_PORT } from '../spec/ports-of.ts';

/**
 * Nodes of the forward pass that matter: what a loss that is minimised depends on, and what states keep. Probes, and what leads to them
 * alone, have no place in exported code.
 */
export function liveNodes({ graph, trace: { declarations } }: TracedDrawing): ReadonlySet<string> {
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
  const nodes = [...graph.nodes.values()];
  for (const { id, spec } of nodes) {
    if (spec.optimiser || spec.id.startsWith('state.')) visit(id);
  }
  // a call that nothing depends on still moves the running statistics of those it shares them with
  const stateful = new Set([...declarations.states.values()].map(({ set }) => set.id));
  for (let before = -1; before < live.size;) {
    before = live.size;
    const shared = new Set(nodes.filter(({ id }) => live.has(id)).map(({ weights }) => weights.id));
    for (const { id, weights } of nodes) {
      if (shared.has(weights.id) && stateful.has(weights.id)) visit(id);
    }
  }
  return live;
}
