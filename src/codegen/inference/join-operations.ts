import { sizeOf, type ValueId } from '../../ir/value.ts';
import { isOpen, type OpenType } from './extent.ts';
import type { InferenceName, Unlabelled } from './inference-graph.ts';

type Named<N extends InferenceName> = Extract<Unlabelled, { readonly name: N }>;

/**
 * Writes a mean, a batch norm in evaluation and a convolution with a bias as the one operation that other formats have for it.
 * Only where nothing else reads what stands between.
 *
 * @param leaves what is there before the first operation
 */
export function joinOperations(
  operations: readonly Unlabelled[],
  outputs: readonly ValueId[],
  leaves: ReadonlyMap<ValueId, OpenType>,
): readonly Unlabelled[] {
  const makers = new Map(operations.map((operation) => [operation.output, operation]));
  const uses = new Map<ValueId, number>(outputs.map((id) => [id, 1]));
  for (const { inputs } of operations) for (const id of inputs) uses.set(id, (uses.get(id) ?? 0) + 1);

  /** The operation that makes a value, if it is of this name. */
  const made = <N extends InferenceName>(id: ValueId | undefined, name: N): Named<N> | undefined => {
    const maker = id === undefined ? undefined : makers.get(id);
    return maker?.name === name ? (maker as Named<N>) : undefined;
  };
  const once = (operation: Unlabelled | undefined): boolean => uses.get(operation?.output ?? '') === 1;
  const numberOf = (id: ValueId | undefined): number | null => {
    const constant = made(id, 'constant');
    return typeof constant?.attributes.data === 'number' && constant.type.shape.length === 0
      ? constant.attributes.data
      : null;
  };
  /** A vector that does not depend on the images: a parameter, or a constant. */
  const isVector = (id: ValueId | undefined): id is ValueId => {
    if (id === undefined) return false;
    const maker = makers.get(id);
    if (maker && maker.name !== 'constant') return false;
    const { shape } = maker?.type ?? leaves.get(id)!;
    return shape.length === 1 && !shape.some(isOpen);
  };

  const mean = (operation: Named<'mul'>): Unlabelled | null => {
    const sum = made(operation.inputs[0], 'sum');
    const factor = numberOf(operation.inputs[1]);
    if (!sum || !once(sum) || factor === null) return null;
    const maker = makers.get(sum.inputs[0]!);
    const sizes = maker?.type.shape.filter((_, axis) => sum.attributes.axes.includes(axis));
    if (!sizes || sizes.length === 0 || sizes.some(isOpen)) return null;
    if (factor !== 1 / sizeOf(sizes as number[])) return null;
    return { ...operation, name: 'mean', inputs: sum.inputs, attributes: sum.attributes };
  };

  const normalise = (operation: Named<'add'>): Unlabelled | null => {
    const scaled = made(operation.inputs[0], 'mul');
    const centred = made(scaled?.inputs[0], 'sub');
    const gain = made(scaled?.inputs[1], 'mul');
    const deviation = made(gain?.inputs[1], 'rsqrt');
    const raised = made(deviation?.inputs[0], 'add');
    const epsilon = numberOf(raised?.inputs[1]);
    if (!scaled || !centred || !gain || !raised || epsilon === null) return null;
    if (![scaled, centred].every(once)) return null;
    const vectors = [gain.inputs[0], operation.inputs[1], centred.inputs[1], raised.inputs[0]];
    if (!vectors.every(isVector)) return null;
    return {
      ...operation,
      name: 'normalise',
      inputs: [centred.inputs[0]!, ...vectors],
      attributes: { epsilon },
    };
  };

  const biased = (operation: Named<'add'>): Unlabelled | null => {
    const conv = made(operation.inputs[0], 'conv2d');
    const bias = operation.inputs[1];
    if (!conv || !once(conv) || !isVector(bias)) return null;
    return {
      ...operation,
      name: 'biasedConv2d',
      inputs: [...conv.inputs, bias],
      attributes: conv.attributes,
    };
  };

  const joined = operations.map((operation): Unlabelled => {
    if (operation.name === 'mul') return mean(operation) ?? operation;
    if (operation.name === 'add') return normalise(operation) ?? biased(operation) ?? operation;
    return operation;
  });
  const needed = new Set(outputs);
  return joined
    .reverse()
    .filter(({ output, inputs }) => {
      if (!needed.has(output)) return false;
      for (const id of inputs) needed.add(id);
      return true;
    })
    .reverse();
}
