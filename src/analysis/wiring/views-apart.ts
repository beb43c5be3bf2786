import type { ResolvedEdge, ResolvedNode } from '../../compiler/resolved-graph.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { categoryOf, type Wiring } from './wiring.ts';

/** Losses that would be the same, were the images of the second view others than those of the first. */
const NEVER_COMPARE: Readonly<Record<string, (params: ResolvedNode['params']) => boolean>> = {
  // variance and covariance are those of each view by itself (Bardes et al. 2022, eq. 1–4; table 7: collapse without it)
  'loss.vicreg': ({ invariance }) => invariance === 0,
  // pairs of different images (Wang and Isola 2020, eq. 5)
  'loss.uniformity': () => true,
};

/**
 * An objective none of whose terms compares views of one image. It spreads embeddings and may look healthy by every measure of
 * collapse, but which images are alike is nowhere in it: what is learned of them is left to chance.
 */
export function viewsApart(wiring: Wiring): Diagnostic[] {
  return wiring.nodes.flatMap((optimiser) => {
    if (categoryOf(optimiser) !== 'optim') return [];
    const terms = wiring.signals(optimiser.id).flatMap((edge) => termsOf(wiring, edge));
    const [first] = terms;
    if (!first || !terms.every((term) => NEVER_COMPARE[term.spec.id]?.(term.params))) return [];
    const mends = terms.find(({ spec }) => spec.id === 'loss.vicreg');
    const fix = mends && {
      title: 'Weigh the invariance 25, as published',
      kind: 'setParam' as const,
      node: mends.id,
      param: 'invariance',
      value: 25,
    };
    const at = { node: (mends ?? first).id };
    return [diagnose('WIRING_VIEWS_APART', at, at, fix ? { fix } : {})];
  });
}

/** The losses that a sum on this wire is made of; those that count nothing are left out. */
function termsOf(wiring: Wiring, { from }: ResolvedEdge): readonly ResolvedNode[] {
  const node = wiring.node(from.node);
  const weights = node.spec.id === 'loss.weightedSum' ? (node.params['weights'] as readonly number[]) : null;
  const isTerm = categoryOf(node) === 'loss' && weights === null;
  if (isTerm) return [node];
  return wiring.signals(node.id).flatMap((edge, i) => (weights?.[i] === 0 ? [] : termsOf(wiring, edge)));
}
