import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { edgeId, splitEndpoint, type Graph } from '../../document/schema.ts';
import { WEIGHTS_PORT } from '../../spec/ports-of.ts';
import type { MeasuredNode } from '../canvas/canvas-view.ts';
import type { Positions } from '../commands/move-nodes.ts';

const SIDES = { left: 'WEST', right: 'EAST', top: 'NORTH', bottom: 'SOUTH' } as const;
const GAP = 30;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '40',
  'elk.layered.spacing.nodeNodeBetweenLayers': '80',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.separateConnectedComponents': 'true',
};

/** Who stands above whom stays as the person has it, unless wires would cross: it costs seconds where layers are long. */
const KEEP_ORDER = { 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES' };
const KEEP_ORDER_UP_TO = 200;

/** A node with those that stand under it: followers of its weights, which no signal runs through. */
interface Stack {
  readonly root: string;
  readonly below: readonly string[];
}

/** What the layout engine is asked, and how its answer is read. */
export interface LayoutTask {
  readonly question: ElkNode;
  readonly read: (answer: ElkNode) => Positions;
}

/**
 * Nodes to be laid out from left to right along their signals, with ports where the cards have them. Weights wires order
 * nothing: a follower of weights, such as an EMA, stands under the first node whose weights it gets. The middle of what is
 * laid out stays where it is.
 */
export function layoutTask(graph: Graph, nodes: ReadonlyMap<string, MeasuredNode>): LayoutTask {
  const isHere = (end: string) => nodes.has(splitEndpoint(end).node);
  const edges = graph.edges.filter(({ from, to }) => isHere(from) && isHere(to));
  const signals = edges.filter(({ from, to }) => !isWeights(nodes, from) && !isWeights(nodes, to));
  const stacks = stacked(edges, signals, nodes);
  const ordered = [...stacks].sort((a, b) => nodes.get(a.root)!.y - nodes.get(b.root)!.y);

  const question: ElkNode = {
    id: '',
    layoutOptions: { ...OPTIONS, ...(nodes.size <= KEEP_ORDER_UP_TO && KEEP_ORDER) },
    children: ordered.map(({ root, below }) => {
      const { width, height, ports } = nodes.get(root)!;
      const sizes = below.map((id) => nodes.get(id)!);
      return {
        id: root,
        width: Math.max(width, ...sizes.map((size) => size.width)),
        height: sizes.reduce((sum, size) => sum + GAP + size.height, height),
        layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
        ports: ports
          .filter(({ side }) => side === 'left' || side === 'right')
          .map(({ name, side, x, y }) => ({
            id: `${root}.${name} ${side}`,
            width: 0,
            height: 0,
            x,
            y,
            layoutOptions: { 'elk.port.side': SIDES[side] },
          })),
      };
    }),
    edges: signals.map((edge) => ({
      id: edgeId(edge),
      sources: [portOr(nodes, edge.from, 'right')],
      targets: [portOr(nodes, edge.to, 'left')],
    })),
  };
  return { question, read: (answer) => centred(answer, stacks, nodes) };
}

/** The port in the question, or its node where the card has no such port. */
function portOr(nodes: ReadonlyMap<string, MeasuredNode>, end: string, side: 'left' | 'right'): string {
  const { node, port } = splitEndpoint(end);
  const has = nodes.get(node)!.ports.some((other) => other.name === port && other.side === side);
  return has ? `${end} ${side}` : node;
}

/** Weights enter cards from above and leave them below. */
function isWeights(nodes: ReadonlyMap<string, MeasuredNode>, end: string): boolean {
  const { node, port } = splitEndpoint(end);
  if (port === WEIGHTS_PORT) return true;
  const sides = nodes
    .get(node)!
    .ports.filter(({ name }) => name === port)
    .map(({ side }) => side);
  return sides.length > 0 && sides.every((side) => side === 'top' || side === 'bottom');
}

function stacked(
  edges: Graph['edges'],
  signals: Graph['edges'],
  nodes: ReadonlyMap<string, MeasuredNode>,
): Stack[] {
  const onSignals = new Set(
    signals.flatMap(({ from, to }) => [from, to].map((end) => splitEndpoint(end).node)),
  );
  const givers = new Map<string, string>();
  for (const { from, to } of edges) {
    const [giver, receiver] = [splitEndpoint(from).node, splitEndpoint(to).node];
    if (!onSignals.has(receiver) && !givers.has(receiver)) givers.set(receiver, giver);
  }
  const rootOf = (id: string): string => {
    const seen = new Set<string>();
    let at = id;
    while (!onSignals.has(at) && givers.has(at) && !seen.has(at)) {
      seen.add(at);
      at = givers.get(at)!;
    }
    return onSignals.has(at) ? at : id;
  };
  const below = new Map<string, string[]>();
  for (const id of nodes.keys()) {
    const root = rootOf(id);
    const stack = below.get(root) ?? [];
    if (root !== id) stack.push(id);
    below.set(root, stack);
  }
  return [...below].map(([root, others]) => ({ root, below: others }));
}

function centred(
  answer: ElkNode,
  stacks: readonly Stack[],
  nodes: ReadonlyMap<string, MeasuredNode>,
): Positions {
  const placed = new Map((answer.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  const at = new Map<string, { x: number; y: number }>();
  for (const { root, below } of stacks) {
    const { x, y } = placed.get(root) ?? nodes.get(root)!;
    at.set(root, { x, y });
    let next = y + nodes.get(root)!.height + GAP;
    for (const id of below) {
      at.set(id, { x, y: next });
      next += nodes.get(id)!.height + GAP;
    }
  }
  const middle = (place: (id: string) => { x: number; y: number }) => {
    const boxes = [...nodes].map(([id, { width, height }]) => ({ ...place(id), width, height }));
    const of = (start: 'x' | 'y', size: 'width' | 'height') =>
      (Math.min(...boxes.map((box) => box[start])) +
        Math.max(...boxes.map((box) => box[start] + box[size]))) /
      2;
    return { x: of('x', 'width'), y: of('y', 'height') };
  };
  const [was, is] = [middle((id) => nodes.get(id)!), middle((id) => at.get(id)!)];
  const round = (value: number) => Math.round(value / 10) * 10;
  return Object.fromEntries(
    [...at].map(([id, { x, y }]) => [id, { x: round(x - is.x + was.x), y: round(y - is.y + was.y) }]),
  );
}
