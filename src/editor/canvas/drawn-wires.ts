import { Position, type InternalNode } from '@xyflow/react';
import { edgeId, splitEndpoint, type GraphEdge } from '../../document/schema.ts';
import { graphOf, type Content } from '../store/content.ts';
import type { FlowNode } from './flow-types.ts';
import { crossing, turnsBack, wireLine, type Reach, type WireEnds } from './wire-line.ts';

/** A wire between two measured cards. */
export interface DrawnWire {
  readonly id: string;
  readonly edge: GraphEdge;
  /** Equal as long as its path is. */
  readonly course: string;
  /** In the manner of SVG, in the drawing's own units. */
  path(): string;
}

/** What React Flow knows of the cards, as far as wires depend on it. */
export type MeasuredNodes = ReadonlyMap<
  string,
  {
    readonly type?: string | undefined;
    readonly measured: InternalNode<FlowNode>['measured'];
    readonly internals: Pick<InternalNode<FlowNode>['internals'], 'positionAbsolute' | 'handleBounds'>;
  }
>;

/** Upper and lower edge of a card; undefined while it is not measured. */
function cardReach(nodes: MeasuredNodes, id: string): Reach | undefined {
  const node = nodes.get(id);
  const { y } = node?.internals.positionAbsolute ?? {};
  return y === undefined || !node?.measured.height ? undefined : { top: y, bottom: y + node.measured.height };
}

/** How high a wire between two cards crosses where it turns back; undefined where it does not, or nothing is to be gone around. */
export function crossingBetween(
  nodes: MeasuredNodes,
  source: string,
  target: string,
  ends: WireEnds,
): number | undefined {
  if (!turnsBack(ends)) return undefined;
  return crossing(ends, cardReach(nodes, source), cardReach(nodes, target));
}

/** Where a wire meets a port, as React Flow has it; undefined while the card is not measured. */
function portPlace(nodes: MeasuredNodes, endpoint: string, side: 'source' | 'target') {
  const { node: id, port } = splitEndpoint(endpoint);
  const node = nodes.get(id);
  const handle = node?.internals.handleBounds?.[side]?.find((one) => one.id === port);
  if (!node || !handle) return undefined;
  const { x, y } = node.internals.positionAbsolute;
  const { position, width, height } = handle;
  const across = position === Position.Left ? 0 : position === Position.Right ? width : width / 2;
  const down = position === Position.Top ? 0 : position === Position.Bottom ? height : height / 2;
  return { x: x + handle.x + across, y: y + handle.y + down, position };
}

/** The wires of the drawing as React Flow would draw them, where it has no element for each. */
export function* drawnWires(content: Content, nodes: MeasuredNodes): Generator<DrawnWire> {
  const { waypoints } = content.document.view;
  for (const edge of graphOf(content).edges) {
    const source = portPlace(nodes, edge.from, 'source');
    const target = portPlace(nodes, edge.to, 'target');
    if (!source || !target) continue;
    const id = edgeId(edge);
    const points = waypoints[id] ?? [];
    const ends = {
      sourceX: source.x,
      sourceY: source.y,
      sourcePosition: source.position,
      targetX: target.x,
      targetY: target.y,
      targetPosition: target.position,
    };
    const [from, to] = [edge.from, edge.to].map((end) => splitEndpoint(end).node);
    const turn = crossingBetween(nodes, from!, to!, ends);
    yield {
      id,
      edge,
      course: [source.x, source.y, target.x, target.y, turn, ...points.flatMap(({ x, y }) => [x, y])].join(),
      path: () => wireLine({ ...ends, crossing: turn }, points)[0],
    };
  }
}
