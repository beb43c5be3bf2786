import type { Wire } from '../ir/program.ts';
import type { PortKind } from '../spec/port.ts';
import type { Signals } from './infer.ts';
import { outputKinds } from './kinds.ts';
import type { ResolvedGraph } from './resolved-graph.ts';

/** Kind, shape and views of every wire for which they could be inferred, by edge id. */
export function inferredWires(graph: ResolvedGraph, signals: Signals): Map<string, Wire> {
  const wires = new Map<string, Wire>();
  const kindOf = outputKinds(graph);
  for (const { id, from } of graph.edges) {
    const wire = wireFrom(kindOf, signals, from, id);
    if (wire) wires.set(id, wire);
  }
  return wires;
}

/** The wire that begins at an output, whether or not it leads anywhere. */
export function wireFrom(
  kindOf: (node: string, port: string) => PortKind | undefined,
  signals: Signals,
  from: { readonly node: string; readonly port: string },
  edge: string,
): Wire | undefined {
  const kind = kindOf(from.node, from.port);
  if (kind === 'weights') return { edge, kind, shape: [], views: 1 };
  const signal = signals.get(`${from.node}.${from.port}`);
  if (!kind || !signal) return undefined;
  return { edge, kind, shape: signal.tensor.shape, views: signal.views, value: signal.tensor.id };
}
