import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { findComposite } from '../document/composites.ts';
import { edgeId, splitEndpoint, type Composites, type Graph } from '../document/schema.ts';
import { WEIGHTS_PORT } from '../spec/ports-of.ts';
import type { Registry } from '../spec/registry.ts';
import { checkKind, signalEdges } from './check-wires.ts';
import { withComposites } from './composite-registry.ts';
import { expand } from './expand.ts';
import { foldDiagnostic } from './fold.ts';
import { resolve } from './resolve.ts';
import type { ResolvedEdge } from './resolved-graph.ts';

interface Options {
  /** An input that takes one wire gives its old one up. */
  readonly replace?: boolean;
  /** What the drawing's composite nodes stand for. */
  readonly composites?: Composites;
}

/**
 * Why a wire from one port (`node.port`) to another cannot be drawn, or `null` where it can. An input that has its wire
 * already refuses a second one only if `replace` is not set.
 */
export function checkConnection(
  graph: Graph,
  registry: Registry,
  from: string,
  to: string,
  { replace = false, composites = {} }: Options = {},
): Diagnostic | null {
  const id = edgeId({ from, to });
  const [source, target] = [splitEndpoint(from), splitEndpoint(to)];
  const at = { node: target.node, port: target.port };
  const isComposite = graph.nodes.some(
    (node) => node.id === source.node && findComposite(composites, node.type),
  );
  // an output of a composite node may lead to an input of it that it does not depend on
  if (source.node === target.node && !isComposite)
    return diagnose('GRAPH_SELF_WIRE', { node: source.node }, at);

  const resolved = resolve(graph, withComposites(registry, composites)).graph;
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
  const inside = checkInside({ ...graph, edges: [...graph.edges, { from, to }] }, registry, composites, id);
  if (inside?.code === 'GRAPH_TIED_ARCHITECTURE') return inside;
  if (!input.multiple && !replace && graph.edges.some((other) => other.to === to)) {
    return diagnose('GRAPH_INPUT_TAKEN', { node: target.node, port: input.label }, at);
  }
  return inside;
}

/**
 * What is wrong with a wire that has been drawn, once composite nodes are unpacked: whose weights, and which circles. Nodes
 * that are bypassed count: they may be taken up again.
 */
function checkInside(
  graph: Graph,
  registry: Registry,
  composites: Composites,
  wire: string,
): Diagnostic | null {
  const nodes = graph.nodes.map(({ id, type, params }) => ({ id, type, params }));
  const expansion = expand({ ...graph, nodes }, composites);
  if ('refused' in expansion) return null;
  const { graph: resolved, diagnostics } = resolve(
    expansion.graph,
    // inside composite nodes some may still be bypassed
    withComposites(registry, composites),
  );
  const mine = resolved.edges.filter(({ id }) => (expansion.drawn.get(id) ?? [id]).includes(wire));
  const folding = { graph, composites, expansion };

  const receivers = mine.filter(({ to }) => to.port === WEIGHTS_PORT).map(({ to }) => to.node);
  const tied = diagnostics.find(
    ({ code, at }) => code === 'GRAPH_TIED_ARCHITECTURE' && receivers.includes(at.node ?? ''),
  );
  if (tied) return foldDiagnostic(tied, folding);

  const signals = signalEdges(resolved);
  const weights = resolved.edges.filter(({ to }) => to.port === WEIGHTS_PORT);
  for (const { from, to } of mine) {
    const circle = findPath(to.port === WEIGHTS_PORT ? weights : signals, to.node, from.node);
    if (circle) {
      const at = { node: to.node, port: to.port };
      return foldDiagnostic(diagnose('GRAPH_CYCLE', { nodes: circle }, at), folding);
    }
  }
  return null;
}

/** Nodes from `start` to `end` along wires. */
function findPath(edges: readonly ResolvedEdge[], start: string, end: string): string[] | null {
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
