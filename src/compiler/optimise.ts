import type { Operation } from '../ir/operation.ts';
import type { OperationName } from '../ir/operations/attributes.ts';
import type { Block } from '../ir/program.ts';
import type { Pass } from './passes.ts';
import { shareSubexpressions } from './share-subexpressions.ts';
import { sameShape, type ValueId, type ValueType } from '../ir/value.ts';

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
  const merged = new Map<ValueId, ValueId>();
  const renamed = (value: ValueId): ValueId => merged.get(value) ?? value;
  const narrow = without.includes('spareBroadcasts') ? block.operations : spareBroadcasts(block);
  const shared = without.includes('shareSubexpressions') ? narrow : shareSubexpressions(narrow, merged);
  if (without.includes('dropUnused')) return { block: { ...block, operations: shared }, renamed };
  const needed = keepNeeded(shared, roots.map(renamed));
  const used = new Set(needed.flatMap(({ inputs }) => inputs));
  for (const root of roots) used.add(renamed(root));
  return { block: { operations: needed, feeds: block.feeds.filter(({ id }) => used.has(id)) }, renamed };
}

/** `op(broadcastTo(x), b)` where b has the full shape anyway becomes `op(x, b)`. */
function spareBroadcasts({ feeds, operations }: Block): Operation[] {
  const origin = new Map<ValueId, ValueId>();
  for (const { name, inputs, outputs } of operations) {
    if (name === 'broadcastTo') origin.set(outputs[0]!, inputs[0]!);
  }
  if (origin.size === 0) return [...operations];
  const types = new Map<ValueId, ValueType>(feeds.map(({ id, type }) => [id, type]));
  return operations.map((operation) => {
    operation.outputs.forEach((id, i) => types.set(id, operation.types[i]!));
    if (!BROADCASTING.has(operation.name)) return operation;
    const [a, b] = operation.inputs as [ValueId, ValueId];
    const full = (id: ValueId) => {
      const type = types.get(id);
      return type !== undefined && !origin.has(id) && sameShape(type.shape, operation.types[0]!.shape);
    };
    if (origin.has(a) && full(b)) return { ...operation, inputs: [origin.get(a)!, b] } as Operation;
    if (origin.has(b) && full(a)) return { ...operation, inputs: [a, origin.get(b)!] } as Operation;
    return operation;
  });
}

function keepNeeded(operations: readonly Operation[], roots: readonly ValueId[]): Operation[] {
  const needed = new Set(roots);
  const kept: Operation[] = [];
  for (const operation of [...operations].reverse()) {
    if (!operation.outputs.some((id) => needed.has(id))) continue;
    for (const id of operation.inputs) needed.add(id);
    kept.push(operation);
  }
  return kept.reverse();
}
