import type { Operation } from '../ir/operation.ts';
import type { Block } from '../ir/program.ts';
import { ValueMap } from '../ir/value-map.ts';
import { ValueSet } from '../ir/value-set.ts';
import { sameShape, type ValueId } from '../ir/value.ts';

type Shape = readonly number[];
type ByName<N extends Operation['name']> = Extract<Operation, { name: N }>;

/** A convolution with what follows it: (conv − mean)·gain + offset. */
interface Normalised {
  readonly conv: ByName<'conv2d'>;
  readonly sub: ByName<'sub'>;
  readonly mul: ByName<'mul'>;
  readonly add: ByName<'add'>;
}

/**
 * Pass for forward passes without gradient: a normalisation with known statistics behind a convolution becomes part of its filter,
 * (x∗w − m)·g + b = x∗(w·g) + (b − m·g), which spares two passes over the feature map. Equal but for rounding.
 *
 * @param shapeOf shapes of weights, states and feeds
 * @param roots values that are asked for and stay
 */
export function foldNormalisation(
  block: Block,
  shapeOf: (id: ValueId) => Shape | undefined,
  roots: readonly ValueId[],
): Block {
  const makers = new ValueMap<Operation>();
  const once = new ValueSet();
  const often = new ValueSet(roots);
  for (const operation of block.operations) {
    for (const id of operation.outputs) makers.set(id, operation);
    for (const id of operation.inputs) (once.has(id) ? often : once).add(id);
  }
  const shape = (id: ValueId): Shape | undefined => makers.get(id)?.types[0]?.shape ?? shapeOf(id);
  /** The operation that makes a value which nothing else needs. */
  const only = <N extends Operation['name']>(id: ValueId | undefined, name: N): ByName<N> | undefined => {
    const maker = id === undefined || often.has(id) ? undefined : makers.get(id);
    return maker?.name === name ? (maker as ByName<N>) : undefined;
  };
  const replaced = new Map<Operation, readonly Operation[]>();
  for (const add of block.operations) {
    if (add.name !== 'add') continue;
    const mul = only(add.inputs[0], 'mul');
    const sub = only(mul?.inputs[0], 'sub');
    const conv = only(sub?.inputs[0], 'conv2d');
    if (!mul || !sub || !conv) continue;
    const channels = [conv.types[0]!.shape.at(-1)!];
    const filter = shape(conv.inputs[1]!);
    const perChannel = [sub, mul, add].every(({ inputs }) => {
      const other = shape(inputs[1]!);
      return other !== undefined && sameShape(other, channels);
    });
    if (!perChannel || !filter) continue;
    for (const operation of [conv, sub, mul]) replaced.set(operation, []);
    replaced.set(add, fold({ conv, sub, mul, add }, filter));
  }
  const operations = block.operations.flatMap((operation) => replaced.get(operation) ?? [operation]);
  return { ...block, operations };
}

/** The same in other words. Values that are gone lend their names to new ones. */
function fold({ conv, sub, mul, add }: Normalised, filter: Shape): Operation[] {
  const [x, w] = conv.inputs as [ValueId, ValueId];
  const [mean, gain, offset] = [sub.inputs[1]!, mul.inputs[1]!, add.inputs[1]!];
  const { dtype } = conv.types[0]!;
  const perChannel = [{ shape: [conv.types[0]!.shape.at(-1)!], dtype }];
  const [scaled, moved] = [`${conv.outputs[0]!}w`, `${conv.outputs[0]!}m`];
  return [
    { ...mul, inputs: [w, gain], outputs: [scaled], types: [{ shape: filter, dtype }] },
    { ...mul, inputs: [mean, gain], outputs: [moved], types: perChannel },
    { ...sub, inputs: [offset, moved], outputs: sub.outputs, types: perChannel },
    { ...conv, inputs: [x, scaled] },
    { ...add, inputs: [conv.outputs[0]!, sub.outputs[0]!] },
  ];
}
