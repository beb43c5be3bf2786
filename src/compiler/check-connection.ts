import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { edgeId, splitEndpoint, type Graph } from '../document/schema.ts';
import type { Registry } from '../spec/registry.ts';
import { WEIGHTS_PORT } from '../spec/ports-of.ts';
import { checkKind, signalEdges } from './check-wires.ts';
import { resolve, type ResolvedGraph } from './resolve.ts';

/**
 * Why a wire from one port (`node.port`) to another cannot be drawn, or `null` where it can. An input that has its wire
 * already refuses a second one only if `replace` is not set.
 */
export function checkConnection(
  graph: Graph,
  registry: Registry,
  from: string,
  to: string,
  options: { readonly replace?: boolean } = {},
): Diagnostic | null {
  const id = edgeId({ from, to });
  const [source, target] = [splitEndpoint(from), splitEndpoint(to)];
  const at = { node: target.node, port: target.port };
  if (source.node === target.node) return diagnose('GRAPH_SELF_WIRE', { node: source.node }, at);

  const resolved = resolve(graph, registry).graph;
  const output = resolved.nodes.get(source.node)?.outputs.find(({ name }) => name === source.port);
  const input = resolved.nodes.get(target.node)?.inputs.find(({ name }) => name === target.port);
  if (!output)
    return diagnose('GRAPH_UNKNOWN_PORT', { node: source.node, port: source.port, side: 'output' }, at);
  if (!input)
    return diagnose('GRAPH_UNKNOWN_PORT', { node: target.node, port: target.port, side: 'input' }, at);
  if (graph.edges.some((edge) => edgeId(edge) === id))
    return diagnose('GRAPH_DUPLICATE_WIRE', { edge: id }, at);

  const edge = { id, from: source, to: target };
  const mismatch = checkKind({ ...resolved, edges: [...resolved.edges, edge] }, edge);
  if (mismatch) return mismatch;

  const owner = resolved.nodes.get(source.node)!;
  const receiver = resolved.nodes.get(target.node)!;
  if (target.port === WEIGHTS_PORT && owner.spec.id !== receiver.spec.id) {
    const args = {
      node: receiver.id,
      type: receiver.spec.label,
      owner: owner.id,
      ownerType: owner.spec.label,
    };
    return diagnose('GRAPH_TIED_ARCHITECTURE', args, at);
  }
  if (!input.multiple && !options.replace && graph.edges.some((other) => other.to === to)) {
    return diagnose('GRAPH_INPUT_TAKEN', { node: target.node, port: input.label }, at);
  }
  const circle = target.port === WEIGHTS_PORT ? null : findPath(resolved, target.node, source.node);
  return circle ? diagnose('GRAPH_CYCLE', { nodes: circle }, at) : null;
}

/** Nodes from `start` to `end` along signal wires. */
function findPath(graph: ResolvedGraph, start: string, end: string): string[] | null {
  const edges = signalEdges(graph);
  const visited = new Set<string>();
  const walk = (node: string): string[] | null => {
    if (node === end) return [node];
    if (visited.has(node)) return null;
    visited.add(node);
    for (const { from, to } of edges) {
      const rest = from.node === node ? walk(to.node) : null;
      if (rest) return [node, ...rest];
    }
    return null;
  };
  return walk(start);
}
