import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { DATASETS, type DatasetInfo } from '../../ir/datasets.ts';
import { categoryOf, type Wiring } from './wiring.ts';

/**
 * A queue of negatives as long as the dataset: it then holds older embeddings of the very image whose positive is looked
 * for, and the loss pushes them away.
 */
export function queueOfAll(wiring: Wiring): Diagnostic[] {
  const images = (DATASETS as Readonly<Record<string, DatasetInfo>>)[wiring.program.dataset]?.trainCount;
  if (images === undefined) return [];
  return wiring.nodes.flatMap((node) => {
    if (categoryOf(node) !== 'loss') return [];
    return wiring.signals(node.id, 'negatives').flatMap(({ from, id: edge }) => {
      const queue = wiring.node(from.node);
      const { size } = queue.params;
      if (categoryOf(queue) !== 'state' || typeof size !== 'number' || size < images) return [];
      const args = { queue: queue.id, size, images };
      const fix = {
        title: 'Keep half as many as there are images',
        kind: 'setParam' as const,
        node: queue.id,
        param: 'size',
        value: Math.floor(images / 2),
      };
      return [
        diagnose(
          'WIRING_QUEUE_OF_ALL',
          args,
          { node: queue.id, param: 'size' },
          { fix, related: [{ edge }] },
        ),
      ];
    });
  });
}
