import type { ResolvedEdge, ResolvedGraph, ResolvedNode } from '../../compiler/resolved-graph.ts';
import { paramFields } from '../../spec/param.ts';
import { fateOf, matchNodes } from './match-nodes.ts';

/** A node as a difference speaks of it. */
export interface Part {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  /** How its weights come about: `own`, `tied`, `ema`, `snapshot` or `frozen`. Null for a node without weights. */
  readonly weights: string | null;
}

export interface ParamChange {
  readonly param: string;
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Change {
  readonly before: Part;
  readonly after: Part;
  readonly params: readonly ParamChange[];
}

/** What makes one drawing of another, by what nodes do and not by what they are called. */
export interface Difference {
  readonly added: readonly Part[];
  readonly removed: readonly Part[];
  /** The same work by another type of node. */
  readonly replaced: readonly Change[];
  /** The same type with other params. */
  readonly changed: readonly Change[];
  /** Between nodes that both drawings have, as `node.port->node.port`; those of added and removed nodes go without saying. */
  readonly wiresAdded: readonly string[];
  readonly wiresRemoved: readonly string[];
}

/** What makes one drawing of another, both laid open. Composites are compared by what is in them. */
export function differenceOfGraphs(a: ResolvedGraph, b: ResolvedGraph): Difference {
  const matched = matchNodes(a, b);
  const taken = new Set(matched.values());
  const pairs = [...matched].map(([from, to]) => [a.nodes.get(from)!, b.nodes.get(to)!] as const);
  const changes = pairs.map(([x, y]): Change => ({
    before: partOf(x),
    after: partOf(y),
    params: paramChanges(x, y),
  }));
  const isReplaced = ({ before, after }: Change): boolean => before.type !== after.type;
  const gone = wires(a, b, matched);
  const come = wires(b, a, new Map([...matched].map(([from, to]) => [to, from])));
  return {
    added: [...b.nodes.values()].filter(({ id }) => !taken.has(id)).map(partOf),
    removed: [...a.nodes.values()].filter(({ id }) => !matched.has(id)).map(partOf),
    replaced: changes.filter(isReplaced),
    changed: [...b.nodes.keys()].flatMap((id) =>
      changes.filter((change) => change.after.id === id && !isReplaced(change) && change.params.length > 0),
    ),
    wiresAdded: come,
    wiresRemoved: gone,
  };
}

function partOf(node: ResolvedNode): Part {
  const { id, spec } = node;
  return { id, type: spec.id, label: spec.label, weights: spec.hasWeights ? fateOf(node) : null };
}

/** Of nodes of one type all params; of others those that are called the same. */
function paramChanges(before: ResolvedNode, after: ResolvedNode): ParamChange[] {
  return paramFields(after.spec.params).flatMap(({ name, label }): ParamChange[] => {
    const [was, is] = [before.params[name], after.params[name]];
    // where two types call different things the same, there is nothing to compare
    if (Array.isArray(was) !== Array.isArray(is) || typeof was !== typeof is) return [];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ param: name, label, before: was, after: is }];
  });
}

/** Wires of one drawing between nodes that the other has too, without their like there. */
function wires(
  here: ResolvedGraph,
  there: ResolvedGraph,
  counterpart: ReadonlyMap<string, string>,
): string[] {
  const key = ({ node, port }: ResolvedEdge['from'], sameType: boolean) => `${node}.${sameType ? port : '*'}`;
  const sameType = (node: string, other: string | undefined): boolean =>
    here.nodes.get(node)?.spec.id === there.nodes.get(other ?? '')?.spec.id;
  const known = new Set(
    there.edges.flatMap(({ from, to }) =>
      // where the type is another its ports are called otherwise
      [true, false].flatMap((f) => [true, false].map((t) => `${key(from, f)} ${key(to, t)}`)),
    ),
  );
  return here.edges.flatMap(({ id, from, to }) => {
    const [f, t] = [counterpart.get(from.node), counterpart.get(to.node)];
    if (f === undefined || t === undefined) return [];
    const like = `${key({ ...from, node: f }, sameType(from.node, f))} ${key({ ...to, node: t }, sameType(to.node, t))}`;
    return known.has(like) ? [] : [id];
  });
}
