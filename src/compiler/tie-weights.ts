import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { WEIGHTS_PORT } from '../spec/ports-of.ts';
import type { ResolvedEdge, ResolvedNode, WeightSet } from './resolved-graph.ts';

/** A set of weights on offer, with the node whose architecture it fits. */
interface Module {
  readonly set: WeightSet;
  readonly architecture: ResolvedNode;
}

/**
 * Follows weights wires back to the tensors they stand for. A node that gets weights takes the giver's architecture; behind
 * `flow.ema` and its kin it takes a follower of one of the modules that go in.
 */
export function tieWeights(nodes: Map<string, ResolvedNode>, edges: readonly ResolvedEdge[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const wires = edges.filter(({ from, to }) => from.port === WEIGHTS_PORT && to.port === WEIGHTS_PORT);
  const giversOf = (id: string) =>
    wires.filter(({ to }) => to.node === id).map(({ from }) => nodes.get(from.node)!);
  const done = new Set<string>();
  const circles = findCircles(nodes, giversOf);
  for (const circle of circles) {
    const at = { node: circle[0]!, port: WEIGHTS_PORT };
    diagnostics.push(diagnose('GRAPH_CYCLE', { nodes: circle }, at));
  }
  const onCircle = new Set(circles.flat());

  /** The node with its weights followed; its givers first. */
  const settle = (node: ResolvedNode): ResolvedNode => {
    if (done.has(node.id) || onCircle.has(node.id)) return nodes.get(node.id)!;
    done.add(node.id);
    const giver = giversOf(node.id)[0];
    if (!giver || node.spec.follow) return node;
    const tied = receive(node, giver);
    nodes.set(node.id, tied);
    return tied;
  };

  const modulesOf = (giver: ResolvedNode): Module[] => {
    if (onCircle.has(giver.id)) return [];
    if (!giver.spec.follow) {
      const settled = settle(giver);
      return [{ set: settled.weights, architecture: settled }];
    }
    return giversOf(giver.id)
      .flatMap(modulesOf)
      .map(({ set, architecture }) => ({ set: follower(giver, set), architecture }));
  };

  const receive = (node: ResolvedNode, giver: ResolvedNode): ResolvedNode => {
    const at = { node: node.id, port: WEIGHTS_PORT };
    if (giver.spec.follow && giversOf(giver.id).length === 0) {
      const id = `${giver.id}.${node.id}`;
      return { ...node, weights: { id, node: giver.id, follows: { by: giver, source: null } } };
    }
    const modules = modulesOf(giver);
    const fitting = modules.filter(({ architecture }) => architecture.spec.id === node.spec.id);
    if (fitting.length === 0) {
      if (modules.length > 0) {
        const ownerType = modules.map(({ architecture }) => architecture.spec.label).join(', ');
        const args = { node: node.id, type: node.spec.label, owner: giver.id, ownerType };
        diagnostics.push(diagnose('GRAPH_TIED_ARCHITECTURE', args, at));
      }
      return node;
    }
    const drawn = JSON.stringify(node.params);
    const alike = fitting.filter(({ architecture }) => JSON.stringify(architecture.params) === drawn);
    const chosen = fitting.length === 1 ? fitting : alike;
    if (chosen.length !== 1) {
      const args = {
        node: node.id,
        type: node.spec.label,
        through: giver.id,
        modules: fitting.map(({ architecture }) => architecture.id),
      };
      diagnostics.push(diagnose('GRAPH_AMBIGUOUS_WEIGHTS', args, at));
      return node;
    }
    const { set, architecture } = chosen[0]!;
    const own = Object.fromEntries(
      (node.spec.callParams ?? []).map((name) => [name, node.params[name]] as const),
    );
    return { ...node, params: { ...architecture.params, ...own }, weights: set };
  };

  for (const node of [...nodes.values()]) settle(node);
  return diagnostics;
}

function follower(by: ResolvedNode, source: WeightSet): WeightSet {
  return { id: `${by.id}.${source.id}`, node: by.id, follows: { by, source } };
}

/** Circles of weights wires, each once. */
function findCircles(
  nodes: ReadonlyMap<string, ResolvedNode>,
  giversOf: (id: string) => readonly ResolvedNode[],
): string[][] {
  const circles: string[][] = [];
  const finished = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    const at = path.indexOf(id);
    if (at >= 0) {
      // walked against the wires: turned round to follow them
      const [start, ...others] = path.slice(at);
      if (!circles.some((known) => known.includes(id))) circles.push([start!, ...others.reverse()]);
      return;
    }
    if (finished.has(id)) return;
    for (const giver of giversOf(id)) visit(giver.id, [...path, id]);
    finished.add(id);
  };
  for (const id of nodes.keys()) visit(id, []);
  return circles;
}
