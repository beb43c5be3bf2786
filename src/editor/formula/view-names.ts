import type { ResolvedGraph } from '../../compiler/resolved-graph.ts';

/** How many views an output carries, as far as the drawing says it without being compiled: 1 where it does not. */
export function viewCount(graph: ResolvedGraph, id: string, above: ReadonlySet<string> = new Set()): number {
  const node = graph.nodes.get(id);
  if (!node || above.has(id)) return 1;
  const { spec, params } = node;
  if (spec.id === 'augment.pipeline') return Number(params['views']);
  if (spec.id === 'math.selectView') return Number(params['count']);
  const inside = new Set([...above, id]);
  const signals = node.inputs.filter(({ kinds }) => !kinds.includes('weights'));
  const counts = signals.flatMap(({ name }) =>
    graph.edges
      .filter(({ to }) => to.node === id && to.port === name)
      .map(({ from }) => viewCount(graph, from.node, inside)),
  );
  if (spec.id === 'math.concatViews') return counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts[0] ?? 1;
}

/**
 * The numbers of the views that an augmentation makes, as an index: all views of a drawing are counted through, so that
 * t₁ and t₂ may come from two nodes and t₃ … t₈ from a third. Empty where there is one view in all.
 */
export function viewIndex(graph: ResolvedGraph, id: string): string {
  const pipelines = [...graph.nodes.values()].filter(({ spec }) => spec.id === 'augment.pipeline');
  const counts = pipelines.map(({ params }) => Number(params['views']));
  const place = pipelines.findIndex((node) => node.id === id);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (place < 0 || total === 1) return '';
  const first = counts.slice(0, place).reduce((sum, count) => sum + count, 1);
  return range(first, counts[place]!);
}

/** `1`, `1,2`, `1…8`. */
export function range(first: number, count: number): string {
  if (count <= 1) return String(first);
  const last = first + count - 1;
  return count === 2 ? `${first},${last}` : `${first} \\dots ${last}`;
}
