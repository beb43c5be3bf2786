import type { Wire } from '../ir/program.ts';
import type { Signals } from './infer.ts';
import { outputKind } from './kinds.ts';
import type { ResolvedGraph } from './resolve.ts';

/** Kind, shape and views of every wire for which they could be inferred, by edge id. */
export function inferredWires(graph: ResolvedGraph, signals: Signals): Map<string, Wire> {
  const wires = new Map<string, Wire>();
  for (const { id, from } of graph.edges) {
    const kind = outputKind(graph, from.node, from.port);
    const signal = signals.get(`${from.node}.${from.port}`);
    if (kind === 'weights') wires.set(id, { edge: id, kind, shape: [], views: 1 });
    if (!kind || !signal) continue;
    const { tensor, views } = signal;
    wires.set(id, { edge: id, kind, shape: tensor.shape, views, value: tensor.id });
  }
  return wires;
}
