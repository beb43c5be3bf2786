import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { categoryOf, isAverage, type Wiring } from './wiring.ts';

/**
 * Batch norm that gives the answer away: where negatives come from a queue, only a query and its own key were normalised with
 * statistics of the same images. Shuffling the keys' images among parts of the batch with statistics of their own prevents it
 * (He et al. 2020, section 3.3).
 */
export function batchNormLeak(wiring: Wiring): Diagnostic[] {
  return wiring.nodes.flatMap((node) => {
    const { id } = node;
    const fromQueue = wiring
      .signals(id, 'negatives')
      .some(({ from }) => categoryOf(wiring.node(from.node)) === 'state');
    if (categoryOf(node) !== 'loss' || !fromQueue) return [];
    return wiring.signals(id, 'key').flatMap((edge) => {
      const before = wiring.before(edge);
      const shuffled = before.some(({ spec }) => spec.id === 'flow.batchShuffle');
      const leaks = before.find(
        (module) =>
          isAverage(module) && module.params['norm'] === 'batch' && !(shuffled && splits(module.params) > 1),
      );
      if (!leaks) return [];
      const args = { node: leaks.id, loss: id };
      return [diagnose('WIRING_BATCH_NORM_LEAK', args, { node: leaks.id }, { related: [{ node: id }] })];
    });
  });
}

const splits = (params: Readonly<Record<string, unknown>>): number => Number(params['normSplits'] ?? 1);
