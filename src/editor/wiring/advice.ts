import { diagnose, type Diagnostic, type Fix } from '../../diagnostics/diagnostic.ts';
import { edgeId, splitEndpoint, type Graph, type GraphEdge } from '../../document/schema.ts';
import type { NodeSpec } from '../../spec/node-spec.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import type { Drawing } from '../store/drawing.ts';
import { defaultPorts } from './fitting-types.ts';

/**
 * What is unusual about a wire that can be drawn, with the node that would make it usual; null where nothing is. It is
 * said once, when the wire is drawn: the person may mean it.
 */
export function adviceFor(
  graph: Graph,
  drawing: Drawing,
  specs: readonly NodeSpec[],
  wire: GraphEdge,
): Diagnostic | null {
  const to = splitEndpoint(wire.to);
  const input = drawing.resolved(to.node)?.inputs.find(({ name }) => name === to.port);
  const edge = edgeId(wire);
  const at = { node: to.node, port: to.port, edge };
  const about = { node: to.node, port: input?.label ?? to.port };
  const insert = (spec: NodeSpec): Fix => ({
    title: `Insert ${spec.label}`,
    kind: 'insertNode',
    type: spec.id,
    edge,
  });
  if (input?.usually === 'noGradient' && isTrained(graph, drawing, wire.from)) {
    const stop = specs.find((spec) => {
      const { inputs, outputs } = defaultPorts(spec);
      const cut = inputs.find(({ cutsGradient }) => cutsGradient)?.name;
      return outputs.some(({ kind }) => typeof kind !== 'string' && kind.like === cut);
    });
    if (stop) return diagnose('GRAD_INTO_TARGET', about, at, { fix: insert(stop) });
  }
  if (input?.usually === 'unitLength' && !hasUnitLength(graph, drawing, wire.from)) {
    const scale = specs.find((spec) => defaultPorts(spec).outputs.some(({ unitLength }) => unitLength));
    if (scale) return diagnose('SHAPE_NOT_UNIT_LENGTH', about, at, { fix: insert(scale) });
  }
  return null;
}

/** Wires into a node that carry signals. */
function feeds(graph: Graph, node: string): readonly { from: string; port: string }[] {
  return graph.edges.flatMap((edge) => {
    const to = splitEndpoint(edge.to);
    return to.node === node && to.port !== WEIGHTS_PORT ? [{ from: edge.from, port: to.port }] : [];
  });
}

/** Whether gradient that enters at this output reaches weights that can be trained. */
function isTrained(graph: Graph, drawing: Drawing, output: string): boolean {
  const seen = new Set<string>();
  const walk = (id: string): boolean => {
    const node = drawing.resolved(id);
    if (!node || seen.has(id)) return false;
    seen.add(id);
    if (node.spec.hasWeights && !isFollowed(graph, drawing, id)) return true;
    return feeds(graph, id).some(
      ({ from, port }) =>
        !node.inputs.find(({ name }) => name === port)?.cutsGradient && walk(splitEndpoint(from).node),
    );
  };
  return walk(splitEndpoint(output).node);
}

/** Whether its weights are another's that no gradient reaches: a moving average, a copy, or frozen ones. */
function isFollowed(graph: Graph, drawing: Drawing, node: string): boolean {
  const source = graph.edges.find(({ to }) => to === `${node}.${WEIGHTS_PORT}`)?.from;
  return source !== undefined && drawing.resolved(splitEndpoint(source).node)?.spec.follow !== undefined;
}

function hasUnitLength(graph: Graph, drawing: Drawing, output: string): boolean {
  const seen = new Set<string>();
  for (let end: string | undefined = output; end !== undefined && !seen.has(end);) {
    seen.add(end);
    const { node, port } = splitEndpoint(end);
    const found = drawing.resolved(node)?.outputs.find(({ name }) => name === port);
    if (found?.unitLength) return true;
    // what only changes the gradient or the order of images leaves the lengths as they are
    if (!found || typeof found.kind === 'string' || !drawing.node(node)?.type.startsWith('flow.'))
      return false;
    const { like } = found.kind;
    end = feeds(graph, node).find((feed) => feed.port === like)?.from;
  }
  return false;
}
