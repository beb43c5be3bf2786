import type { WeightSet } from '../../compiler/resolved-graph.ts';
import type { Operation } from '../../ir/operation.ts';
import type { ValueId } from '../../ir/value.ts';
import type { InferenceName } from './inference-graph.ts';

type Labelled = Pick<Operation, 'origin' | 'inputs'> & { readonly name: InferenceName };

/**
 * A name for each operation: the node of the drawing, the layer in it, what is done, and a number where that is not enough,
 * as in `encoder/stage1/Relu`. An operation without weights belongs to the layer before it.
 */
export function labelOperations(
  operations: readonly Labelled[],
  setOf: (id: ValueId) => WeightSet | undefined,
): readonly string[] {
  const taken = new Map<string, number>();
  const layers = new Map<string, string>();
  return operations.map(({ name, origin, inputs }) => {
    for (const id of inputs) {
      const set = setOf(id);
      // `encoder.block1.conv1.kernel` → `block1/conv1`
      if (set)
        layers.set(
          origin,
          id
            .slice(set.id.length + 1)
            .split('.')
            .slice(0, -1)
            .join('/'),
        );
    }
    const layer = layers.get(origin) ?? '';
    const wanted = [origin, layer, name[0]!.toUpperCase() + name.slice(1)]
      .filter((part) => part !== '')
      .join('/');
    const count = (taken.get(wanted) ?? 0) + 1;
    taken.set(wanted, count);
    return count === 1 ? wanted : `${wanted}_${count}`;
  });
}
