import { groupBy } from '../../base/group-by.ts';
import type { Operation } from '../../ir/operation.ts';
import { ValueMap } from '../../ir/value-map.ts';
import type { ValueId } from '../../ir/value.ts';
import { signalEdges } from '../check-wires.ts';
import type { Signals } from '../infer.ts';
import type { Objective } from '../objectives.ts';
import type { ResolvedGraph } from '../resolved-graph.ts';
import { shareSubexpressions } from '../share-subexpressions.ts';
import type { Trace } from '../trace.ts';
import type { Part } from './build-merged.ts';
import { mergeCalls } from './merge-calls.ts';

/**
 * Fifth pass: nodes that share weights (tied modules) and see images of one shape are called once, with all their inputs
 * one behind another; batch statistics stay apart, as those of views do. Only calls whose values need gradient alike are
 * merged: with a branch behind a stop-gradient among them, the backward pass would be computed for that branch too, or its
 * activations cut out of the common ones.
 *
 * @returns for each value of a merged call, where it is to be found now
 */
export function mergeTied(
  graph: ResolvedGraph,
  order: readonly string[],
  signals: Signals,
  objectives: readonly Objective[],
  { builder, declarations, feeds }: Trace,
): ReadonlyMap<ValueId, Part> {
  const parts = new Map<ValueId, Part>();
  const tied = tiedNodes(graph, order);
  if (tied.length === 0) return parts;

  const forward = [...builder.operations];
  const renamed = new ValueMap<ValueId>();
  shareSubexpressions(forward, renamed);
  const leaves = declarations.leaves([...feeds.values()]);
  const surroundings = {
    builder,
    tensor: builder.finder(leaves),
    canonical: (value: ValueId) => renamed.get(value) ?? value,
    signals: new Set([...signals.values()].map(({ tensor }) => tensor.id)),
  };
  const byNode = groupBy(forward, ({ origin }) => origin);
  const before = ancestors(graph);
  let operations: readonly Operation[] = forward;
  for (const nodes of tied) {
    for (const calls of alike(nodes, byNode, objectives, before)) {
      const merged = mergeCalls(
        operations,
        calls.map((node) => byNode.get(node)!),
        surroundings,
      );
      if (!merged) continue;
      operations = merged.operations;
      for (const [id, part] of merged.parts) parts.set(id, part);
    }
  }
  if (operations !== forward) builder.replace(operations);
  return parts;
}

/** Nodes that share a set of weights, where there are several. */
function tiedNodes(graph: ResolvedGraph, order: readonly string[]): string[][] {
  const modules = order.filter((id) => graph.nodes.get(id)!.spec.hasWeights);
  const bySet = groupBy(modules, (id) => graph.nodes.get(id)!.weights.id);
  return [...bySet.values()].filter((nodes) => nodes.length > 1);
}

/**
 * Parts the nodes into those that do the same with images of one shape, whose values each loss needs the gradient of
 * alike, and of which none stands behind another.
 */
function alike(
  nodes: readonly string[],
  byNode: ReadonlyMap<string, readonly Operation[]>,
  objectives: readonly Objective[],
  before: (node: string) => ReadonlySet<string>,
): string[][] {
  const kind = (node: string) =>
    JSON.stringify(
      (byNode.get(node) ?? []).map(({ name, outputs, types }) => [
        name,
        types.map(({ shape, dtype }) => [dtype, shape.slice(1)]),
        outputs.map((id) => objectives.map(({ reach }) => (reach.values.has(id) ? 1 : 0))),
      ]),
    );
  const groups: string[][] = [];
  for (const members of groupBy(
    nodes.filter((node) => byNode.has(node)),
    kind,
  ).values()) {
    const independent: string[][] = [];
    for (const node of members) {
      const known = independent.find((group) => group.every((other) => !before(node).has(other)));
      if (known) known.push(node);
      else independent.push([node]);
    }
    groups.push(...independent);
  }
  return groups.filter((group) => group.length > 1);
}

/** The nodes from which a signal comes to a node. */
function ancestors(graph: ResolvedGraph): (node: string) => ReadonlySet<string> {
  const givers = new Map<string, string[]>();
  for (const { from, to } of signalEdges(graph)) {
    const known = givers.get(to.node);
    if (known) known.push(from.node);
    else givers.set(to.node, [from.node]);
  }
  const found = new Map<string, ReadonlySet<string>>();
  return (node) => {
    const known = found.get(node);
    if (known) return known;
    const reached = new Set<string>();
    const queue = [node];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const giver of givers.get(next) ?? []) {
        if (reached.has(giver)) continue;
        reached.add(giver);
        queue.push(giver);
      }
    }
    found.set(node, reached);
    return reached;
  };
}
