import type { ResolvedGraph, ResolvedNode } from '../../compiler/resolved-graph.ts';

/** Kinds of nodes of which one may stand in another's place and do its work: another loss, another encoder. */
const REPLACEABLE = new Set(['augment', 'data', 'encoder', 'head', 'loss', 'optim', 'target']);

/** How much it counts that two nodes are alike in something; that their neighbours are each other's counts up to `around`. */
const ALIKE = { type: 4, params: 2, id: 1.5, around: 3 } as const;
/** Less alike than that, two nodes are two. */
const LEAST = 1;
/** Neighbours are known after a first assignment only, and theirs after the next. */
const ROUNDS = 4;

const category = ({ spec }: ResolvedNode): string => spec.id.slice(0, spec.id.indexOf('.'));

/** How a node's weights come about: the node they follow says, and else they are its own or shared. */
export function fateOf({ id, weights }: ResolvedNode): string {
  const follower = weights.follows?.by.spec.follow?.role;
  if (follower) return follower;
  return weights.node === id ? 'own' : 'tied';
}

/** What a node has to have in common with another to do its work: a teacher's encoder is never a student's. */
function comparable(a: ResolvedNode, b: ResolvedNode): boolean {
  if (fateOf(a) !== fateOf(b)) return false;
  if (a.params['role'] !== b.params['role'] && a.spec.id === b.spec.id) return false;
  return a.spec.id === b.spec.id || (category(a) === category(b) && REPLACEABLE.has(category(a)));
}

/**
 * Which node of one drawing does the work of which of the other: by type, role, the fate of its weights, and by what stands
 * around it. Names count little, so that two people's drawings of one method are found to be the same.
 */
export function matchNodes(before: ResolvedGraph, after: ResolvedGraph): ReadonlyMap<string, string> {
  const pairs = [...before.nodes.values()].flatMap((a) =>
    [...after.nodes.values()].filter((b) => comparable(a, b)).map((b) => [a, b] as const),
  );
  const around = [neighbours(before), neighbours(after)] as const;
  let matched: ReadonlyMap<string, string> = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    const scored = pairs.map(([a, b]) => ({
      from: a.id,
      to: b.id,
      score:
        (a.spec.id === b.spec.id ? ALIKE.type + ALIKE.params * sameParams(a, b) : 0) +
        (a.id === b.id ? ALIKE.id : 0) +
        ALIKE.around * agreement(around[0].get(a.id) ?? [], around[1].get(b.id) ?? [], matched),
    }));
    matched = best(scored);
  }
  return matched;
}

/** The share of params that two nodes of one type have alike. */
function sameParams(a: ResolvedNode, b: ResolvedNode): number {
  const names = Object.keys(a.params);
  const alike = names.filter((name) => JSON.stringify(a.params[name]) === JSON.stringify(b.params[name]));
  return names.length === 0 ? 1 : alike.length / names.length;
}

/** Each node's wires, seen from it: the direction, and who is at the other end. */
type Neighbours = ReadonlyMap<string, readonly { readonly way: 'in' | 'out'; readonly node: string }[]>;

function neighbours({ edges }: ResolvedGraph): Neighbours {
  const found = new Map<string, { way: 'in' | 'out'; node: string }[]>();
  const add = (at: string, way: 'in' | 'out', node: string) => {
    found.set(at, [...(found.get(at) ?? []), { way, node }]);
  };
  for (const { from, to } of edges) {
    add(from.node, 'out', to.node);
    add(to.node, 'in', from.node);
  }
  return found;
}

/** The share of wires of both that lead to nodes which are matched with each other. */
function agreement(
  a: readonly { way: string; node: string }[],
  b: readonly { way: string; node: string }[],
  matched: ReadonlyMap<string, string>,
): number {
  const most = Math.max(a.length, b.length);
  if (most === 0) return 1;
  const left = b.map(({ way, node }) => `${way} ${node}`);
  let shared = 0;
  for (const { way, node } of a) {
    const at = left.indexOf(`${way} ${matched.get(node) ?? ''}`);
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return shared / most;
}

interface Scored {
  readonly from: string;
  readonly to: string;
  readonly score: number;
}

/** The most alike first; each node once. */
function best(pairs: readonly Scored[]): ReadonlyMap<string, string> {
  const matched = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to, score } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (score < LEAST || matched.has(from) || taken.has(to)) continue;
    matched.set(from, to);
    taken.add(to);
  }
  return matched;
}
