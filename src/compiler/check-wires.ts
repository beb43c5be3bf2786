import { groupBy } from '../base/group-by.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { WEIGHTS_PORT } from '../spec/ports-of.ts';
import { accepts, kindHint, kindLabel, outputKinds } from './kinds.ts';
import type { ResolvedEdge, ResolvedGraph } from './resolved-graph.ts';

/** Why this wire cannot be, seen apart from all others; `null` where it can. */
export function checkKind(
  graph: ResolvedGraph,
  { id, from, to }: ResolvedEdge,
  kindOf = outputKinds(graph),
): Diagnostic | null {
  const input = graph.nodes.get(to.node)?.inputs.find(({ name }) => name === to.port);
  const kind = kindOf(from.node, from.port);
  if (!input || accepts(input, kind) || !kind) return null;
  const hint = kindHint(kind, input.kinds);
  const args = {
    from: `${from.node}.${from.port}`,
    fromKind: kindLabel(kind),
    to: `${to.node}.${to.port}`,
    toKinds: input.kinds.map(kindLabel),
    ...(hint ? { hint } : {}),
  };
  const fix = { title: 'Delete the wire', kind: 'removeEdge' as const, edge: id };
  return diagnose('GRAPH_KIND_MISMATCH', args, { node: to.node, port: to.port, edge: id }, { fix });
}

/** Second pass: kinds of wires, inputs that lack one or have too many. */
export function checkWires(graph: ResolvedGraph): Diagnostic[] {
  const kindOf = outputKinds(graph);
  const diagnostics = graph.edges.flatMap((edge) => checkKind(graph, edge, kindOf) ?? []);
  const into = groupBy(graph.edges, ({ to }) => to.node);
  for (const node of graph.nodes.values()) {
    for (const port of node.inputs) {
      const wires = (into.get(node.id) ?? []).filter(({ to }) => to.port === port.name);
      const at = { node: node.id, port: port.name };
      if (wires.length === 0 && !port.optional) {
        const kinds = port.kinds.map(kindLabel);
        diagnostics.push(diagnose('GRAPH_MISSING_INPUT', { node: node.id, port: port.label, kinds }, at));
      }
      if (wires.length > 1 && !port.multiple) {
        const related = wires.map(({ id }) => ({ edge: id }));
        const fix = { title: 'Delete the newest wire', kind: 'removeEdge' as const, edge: wires.at(-1)!.id };
        diagnostics.push(
          diagnose('GRAPH_INPUT_TAKEN', { node: node.id, port: port.label }, at, { related, fix }),
        );
      }
    }
  }
  return diagnostics;
}

/** Wires along which signals flow within a step; weights wires say who owns what and order nothing. */
export function signalEdges(graph: ResolvedGraph): readonly ResolvedEdge[] {
  return graph.edges.filter(({ to }) => to.port !== WEIGHTS_PORT);
}
