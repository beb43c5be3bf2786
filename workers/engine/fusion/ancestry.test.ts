import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Operation } from '../../../src/ir/operation.ts';
import { BlockBuilder } from '../../testing/block-builder.ts';
import { Ancestry } from './ancestry.ts';
import { ValueGraph } from './value-graph.ts';

/** Sums of earlier values, so that anything may depend on anything before it. */
function sums(pairs: readonly (readonly [number, number])[]): ValueGraph {
  const builder = new BlockBuilder();
  const values = [builder.external('x', [2])];
  for (const [a, b] of pairs) {
    const operands = [values[a % values.length]!, values[b % values.length]!];
    values.push(builder.op('add', operands));
  }
  return new ValueGraph(builder.block().operations, new Map([['x', { shape: [2], dtype: 'float32' }]]));
}

it('says what a walk along the values says, also when operations are done together', () => {
  const pairs = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 2, maxLength: 45 });
  fc.assert(
    fc.property(pairs, fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 20 }), (given, joins) => {
      const graph = sums(given);
      const { operations } = graph;
      const groups = new Map<Operation, Set<Operation>>(operations.map((one) => [one, new Set([one])]));
      /** All that the operation's group waits for; nothing of the group itself is walked through again. */
      const walk = (from: Operation): Set<Operation> => {
        const reached = new Set<Operation>();
        const waiting = [...groups.get(from)!];
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          for (const id of next.inputs) {
            const producer = graph.producer(id);
            if (!producer || reached.has(producer)) continue;
            for (const one of groups.get(producer)!) {
              reached.add(one);
              waiting.push(one);
            }
          }
        }
        return reached;
      };
      const ancestry = new Ancestry(graph);
      for (const [i, j] of [[0, 0] as const, ...joins]) {
        const [a, b] = [operations[i % operations.length]!, operations[j % operations.length]!];
        const [one, two] = [groups.get(a)!, groups.get(b)!];
        if (one !== two) {
          const crossed = (from: Operation, to: Operation): boolean =>
            [...groups.get(from)!].some(({ inputs }) =>
              inputs.some((id) => {
                const producer = graph.producer(id);
                const between = producer && !one.has(producer) && !two.has(producer);
                return between && walk(producer).has(to);
              }),
            );
          // only what does not wait for itself is put together
          if (crossed(a, b) || crossed(b, a)) continue;
          const both = new Set([...one, ...two]);
          for (const operation of both) groups.set(operation, both);
          ancestry.join(a, b);
        }
        for (const operation of operations) {
          const reached = walk(operation);
          for (const other of operations) {
            if (groups.get(operation) === groups.get(other)) continue;
            expect(ancestry.waitsFor(operation, other)).toBe(reached.has(other));
          }
        }
      }
    }),
  );
});
