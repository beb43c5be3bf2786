import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { edgeId, splitEndpoint, type Graph } from '../document/schema.ts';
import { portsOf } from '../spec/ports-of.ts';
import type { Registry } from '../spec/registry.ts';
import { overridesByNode, type Overrides } from './overrides.ts';
import { resolveParams } from './resolve-params.ts';
import { tieWeights } from './tie-weights.ts';
import { ownWeights, type ResolvedEdge, type ResolvedGraph, type ResolvedNode } from './resolved-graph.ts';

/** First pass: what each node and wire of the document refers to. */
export function resolve(
  graph: Graph,
  registry: Registry,
  overrides: Overrides = {},
): { graph: ResolvedGraph; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const nodes = new Map<string, ResolvedNode>();
  const byNode = overridesByNode(overrides);

  for (const node of graph.nodes) {
    if (nodes.has(node.id)) {
      diagnostics.push(diagnose('GRAPH_DUPLICATE_NODE', { node: node.id }, { node: node.id }));
      continue;
    }
    const spec = registry.find(node.type);
    if (!spec) {
      diagnostics.push(diagnose('GRAPH_UNKNOWN_NODE_TYPE', { type: node.type }, { node: node.id }));
      continue;
    }
    const parsed = resolveParams(node.id, spec, { ...node.params, ...byNode.get(node.id) });
    diagnostics.push(...parsed.diagnostics);
    nodes.set(node.id, {
      id: node.id,
      spec,
      params: parsed.params,
      ...portsOf(spec, parsed.params),
      weights: ownWeights(node.id),
    });
  }
  for (const node of byNode.keys()) {
    if (!graph.nodes.some(({ id }) => id === node))
      diagnostics.push(diagnose('GRAPH_UNKNOWN_NODE', { node }));
  }

  const edges = resolveEdges(graph, nodes, diagnostics);
  diagnostics.push(...tieWeights(nodes, edges));
  return { graph: { nodes, edges }, diagnostics };
}

function resolveEdges(
  graph: Graph,
  nodes: ReadonlyMap<string, ResolvedNode>,
  diagnostics: Diagnostic[],
): ResolvedEdge[] {
  const edges: ResolvedEdge[] = [];
  const seen = new Set<string>();
  for (const edge of graph.edges) {
    const id = edgeId(edge);
    const [from, to] = [splitEndpoint(edge.from), splitEndpoint(edge.to)];
    const problems: Diagnostic[] = [];
    const fix = { title: 'Delete the wire', kind: 'removeEdge' as const, edge: id };
    if (seen.has(id)) problems.push(diagnose('GRAPH_DUPLICATE_WIRE', { edge: id }, { edge: id }, { fix }));
    seen.add(id);
    for (const [end, side] of [
      [from, 'output'],
      [to, 'input'],
    ] as const) {
      const node = nodes.get(end.node);
      if (!node) {
        // a node of unknown type has been reported already
        if (!graph.nodes.some((other) => other.id === end.node)) {
          problems.push(diagnose('GRAPH_UNKNOWN_NODE', { node: end.node }, { edge: id }, { fix }));
        }
        continue;
      }
      const ports = side === 'output' ? node.outputs : node.inputs;
      if (!ports.some((port) => port.name === end.port)) {
        const at = { node: end.node, port: end.port, edge: id };
        problems.push(diagnose('GRAPH_UNKNOWN_PORT', { node: end.node, port: end.port, side }, at, { fix }));
      }
    }
    diagnostics.push(...problems);
    if (problems.length === 0 && nodes.has(from.node) && nodes.has(to.node)) edges.push({ id, from, to });
  }
  return edges;
}
