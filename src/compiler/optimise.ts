import type { Operation } from '../ir/operation.ts';
import type { OperationName } from '../ir/operations/attributes.ts';
import type { Block } from '../ir/program.ts';
import type { Pass } from './passes.ts';
import { shareSubexpressions } from './share-subexpressions.ts';
import { ValueMap } from '../ir/value-map.ts';
import { ValueSet } from '../ir/value-set.ts';
import { sameShape, type ValueId } from '../ir/value.ts';

/** The optimised block, and where each value that was merged into another is now to be found. */
export interface Optimised {
  readonly block: Block;
  readonly renamed: (value: ValueId) => ValueId;
}

const BROADCASTING: ReadonlySet<OperationName> = new Set([
  'add',
  'sub',
  'mul',
  'div',
  'maximum',
  'minimum',
  'pow',
]);

/**
 * Keeps meaning, saves work: equal operations are done once (common subexpressions, constants among them), operands are
 * not repeated where the operation would repeat them itself, and what nothing asks for is dropped.
 */
export function optimise(block: Block, roots: readonly ValueId[], without: readonly Pass[] = []): Optimised {
  const merged = new ValueMap<ValueId>();
  const renamed = (value: ValueId): ValueId => merged.get(value) ?? value;
  const narrow = without.includes('spareBroadcasts') ? block.operations : spareBroadcasts(block);
  const shared = without.includes('shareSubexpressions') ? narrow : shareSubexpressions(narrow, merged);
  if (without.includes('dropUnused')) return { block: { ...block, operations: shared }, renamed };
  const needed = keepNeeded(shared, roots.map(renamed));
  const used = new ValueSet(roots.map(renamed));
  for (const { inputs } of needed) for (const id of inputs) used.add(id);
  return { block: { operations: needed, feeds: block.feeds.filter(({ id }) => used.has(id)) }, renamed };
}

/** `op(broadcastTo(x), b)` where b has the full shape anyway becomes `op(x, b)`. */
function spareBroadcasts({ feeds, operations }: Block): readonly Operation[] {
  const origin = new ValueMap<ValueId>();
  const shapes = new ValueMap<readonly number[]>();
  for (const { id, type } of feeds) shapes.set(id, type.shape);
  /** Whether a value that was not repeated has a shape. */
  const has = (id: ValueId, shape: readonly number[]) => {
    const own = origin.has(id) ? undefined : shapes.get(id);
    return own !== undefined && sameShape(own, shape);
  };
  return operations.map((operation) => {
    const { name, outputs, types } = operation;
    for (let i = 0; i < outputs.length; i++) shapes.set(outputs[i]!, types[i]!.shape);
    if (name === 'broadcastTo') origin.set(outputs[0]!, operation.inputs[0]!);
    if (!BROADCASTING.has(name)) return operation;
    const [a, b] = operation.inputs as [ValueId, ValueId];
    const [before, after] = [origin.get(a), origin.get(b)];
    const { shape } = types[0]!;
    if (before !== undefined && has(b, shape)) return { ...operation, inputs: [before, b] } as Operation;
    if (after !== undefined && has(a, shape)) return { ...operation, inputs: [a, after] } as Operation;
    return operation;
  });
}

function keepNeeded(operations: readonly Operation[], roots: readonly ValueId[]): Operation[] {
  const needed = new ValueSet(roots);
  const kept: Operation[] = [];
  for (let i = operations.length - 1; i >= 0; i--) {
    const operation = operations[i]!;
    if (!operation.outputs.some((id) => needed.has(id))) continue;
    for (const id of operation.inputs) needed.add(id);
    kept.push(operation);
  }
  return kept.reverse();
}
