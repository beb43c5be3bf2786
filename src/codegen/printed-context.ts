import type { ResolvedNode } from '../compiler/resolved-graph.ts';
import type { NodeContext, Signal } from '../spec/node-context.ts';
import type { TensorOps } from '../spec/tensor-ops.ts';

/** What a node's own `forward` may ask of the code around it. */
interface Surroundings<Value> {
  readonly node: ResolvedNode;
  readonly params: Readonly<Record<string, unknown>>;
  readonly batchSize: number;
  input(port: string): Value;
  optional(port: string): Value | undefined;
  all(port: string): readonly Value[];
  refuse(problem: string): never;
}

/** A context in which a node without weights or state is run to be written down; whatever it has no words for is refused. */
export function printedContext<Value>(
  context: Surroundings<Value>,
  ops: TensorOps,
  signal: (value: Value) => Signal,
): NodeContext<Record<string, unknown>> {
  const none = (): never => context.refuse('its weights, state or random numbers are not exported');
  const optional = (port: string) => {
    const value = context.optional(port);
    return value && signal(value);
  };
  return {
    id: context.node.id,
    ops,
    params: context.params,
    mode: 'train',
    batchSize: context.batchSize,
    steps: 0,
    dataset: undefined,
    input: (port) => signal(context.input(port)),
    optional,
    all: (port) => context.all(port).map(signal),
    weight: none,
    state: none,
    commit: none,
    data: none,
    draw: none,
    schedule: none,
    report: () => undefined,
    refuse: none,
  };
}
