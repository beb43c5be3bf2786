import { splitEndpoint } from '../../document/schema.ts';
import type { ResolvedEdge } from '../../compiler/resolved-graph.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { categoryOf, type Wiring } from './wiring.ts';

/**
 * Two sides of a loss that look at one view: both come from the same augmentation, which gives a single view of each image, and
 * from no other images. What is to be learned is invariance between views; without two there is none.
 */
export function sameView(wiring: Wiring): Diagnostic[] {
  return wiring.nodes.flatMap((node) => {
    const { id } = node;
    if (categoryOf(node) !== 'loss') return [];
    const sides = wiring.signals(id).map((edge) => ({ edge, source: onlyView(wiring, edge) }));
    const found = sides.find(
      ({ source }, i) => source !== null && sides.some((other, j) => j > i && other.source === source),
    );
    if (!found) return [];
    const source = splitEndpoint(found.source!);
    const args = { node: id, source: source.node };
    return [diagnose('WIRING_SAME_VIEW', args, { node: id }, { related: [source] })];
  });
}

/** The one output of images, with one view, that an encoder before the wire sees; null where there are others, or more views. */
function onlyView(wiring: Wiring, edge: ResolvedEdge): string | null {
  // what a queue or a memory bank gives is of other steps
  const now = ({ to }: ResolvedEdge) => categoryOf(wiring.node(to.node)) !== 'state';
  const encoders = wiring.before(edge, now).filter((node) => categoryOf(node) === 'encoder');
  const seen = new Set(
    encoders.flatMap(({ id }) => wiring.signals(id)).map(({ from }) => `${from.node}.${from.port}`),
  );
  const [source] = seen;
  if (seen.size !== 1 || source === undefined) return null;
  const { node, port } = splitEndpoint(source);
  const wires = wiring.graph.edges.filter(({ from }) => from.node === node && from.port === port);
  const views = wiring.program.wires.find(({ edge: id }) => wires.some((wire) => wire.id === id))?.views;
  return views === 1 ? source : null;
}
