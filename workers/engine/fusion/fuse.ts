import { assert } from '../../../src/base/assert.ts';
import type { Operation } from '../../../src/ir/operation.ts';
import type { Block } from '../../../src/ir/program.ts';
import type { ValueId, ValueType } from '../../../src/ir/value.ts';
import { Clusters, type Cluster } from './clusters.ts';
import { decompose } from './decompose.ts';
import type { FusionLimits, Step } from './fused-operation.ts';
import { Materials } from './materials.ts';
import { ValueGraph } from './value-graph.ts';
import { writtenKernel } from './written-kernel.ts';

/**
 * The block as fewer, larger steps: what is computed element by element or reduced is put together into kernels, everything
 * else stays. Only the values in `kept` are promised to exist in the end.
 *
 * @param typeOf of the weights and states that the block reads
 */
export function fuse(
  { feeds, operations }: Block,
  kept: ReadonlySet<ValueId>,
  typeOf: (id: ValueId) => ValueType | undefined,
  limits: FusionLimits,
): Step[] {
  const given = new Map<ValueId, ValueType>(feeds.map(({ id, type }) => [id, type]));
  for (const id of operations.flatMap(({ inputs }) => inputs)) {
    const type = typeOf(id);
    if (type) given.set(id, type);
  }
  const parts = decompose(operations, (id) => given.get(id), limits);
  const graph = new ValueGraph(parts, given);
  const excluded = new Set<Operation>();
  for (;;) {
    const materials = new Materials(graph, kept, excluded);
    const clusters = new Clusters(materials, limits);
    const impossible = clusters.form();
    if (impossible.length === 0) return order(materials, clusters, kept);
    for (const operation of impossible) excluded.add(operation);
  }
}

/** Constants first, then all in an order in which it can be run, as near to the block's as it can be. */
function order({ graph, others, nodes }: Materials, clusters: Clusters, kept: ReadonlySet<ValueId>): Step[] {
  const position = new Map(graph.operations.map((operation, i) => [operation, i]));
  const lastOf = ({ parts }: Cluster): number =>
    Math.max(...parts.flatMap((part) => [...part].map((operation) => position.get(operation)!)));
  const units: (readonly [Operation | Cluster, number])[] = [
    ...others.map((operation) => [operation, position.get(operation)!] as const),
    ...[...clusters.all].map((cluster) => [cluster, lastOf(cluster)] as const),
  ];
  units.sort(([, a], [, b]) => a - b);
  assert(
    nodes.every((node) => clusters.of(node)),
    'every node has a cluster',
  );

  const steps: Step[] = [];
  const state = new Map<Operation | Cluster, 'begun' | 'done'>();
  const place = (unit: Operation | Cluster): void => {
    if (state.get(unit) === 'done') return;
    assert(!state.has(unit), 'no kernel waits for itself');
    state.set(unit, 'begun');
    const inputs = 'kernel' in unit ? unit.kernel.inputs : unit.inputs;
    for (const id of inputs) {
      const producer = graph.producer(id);
      if (producer && producer.name !== 'constant') place(clusters.of(producer) ?? producer);
    }
    state.set(unit, 'done');
    if ('kernel' in unit) steps.push(toStep(unit, graph, position));
    else steps.push(writtenKernel(unit, graph) ?? unit);
  };
  for (const [unit] of units) place(unit);
  const read = new Set([...kept, ...steps.flatMap(({ inputs }) => inputs)]);
  const constants = graph.operations.filter(
    ({ name, outputs }) => name === 'constant' && read.has(outputs[0]!),
  );
  return [...constants, ...steps];
}

function toStep({ kernel }: Cluster, graph: ValueGraph, position: ReadonlyMap<Operation, number>): Step {
  const { shader, inputs, outputs, computed } = kernel;
  return {
    name: 'fused',
    operations: [...computed].sort((a, b) => position.get(a)! - position.get(b)!),
    inputs,
    outputs,
    types: outputs.map((id) => graph.typeOf(id)),
    kernel: shader(),
  };
}
