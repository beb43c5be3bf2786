import { edgeId, type GraphEdge } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import { addNode } from './add-node.ts';
import type { Command } from './command.ts';
import { moveNodes, type Positions } from './move-nodes.ts';

export interface WireInsertion {
  readonly node: string;
  /** Set where the node is not in the drawing yet. */
  readonly type?: string;
  readonly position: { readonly x: number; readonly y: number };
  /** The wire that is replaced; it need not be drawn yet. */
  readonly wire: GraphEdge;
  readonly wires: readonly GraphEdge[];
  /** Other wires that give up their place. */
  readonly replaced?: readonly string[];
  /** New places of nodes that make room. */
  readonly room?: Positions;
}

/** Puts a node on a wire, and what stands in its way aside. */
export function insertOnWire(insertion: WireInsertion): Command {
  const { node, type, position, wire, wires, replaced = [], room = {} } = insertion;
  const gone = new Set([edgeId(wire), ...replaced]);
  return {
    name: `Insert ${node}`,
    apply: (draft) => {
      const { graph } = stageOf(draft.document);
      if (type !== undefined) addNode({ id: node, type, position }).apply(draft);
      moveNodes({ ...room, [node]: position }).apply(draft);
      // an input that takes several wires knows them by their order: the new ones stand where the old one stood
      const old = graph.edges.findIndex((edge) => gone.has(edgeId(edge)));
      const rest = graph.edges.filter((edge) => !gone.has(edgeId(edge)));
      rest.splice(old < 0 ? rest.length : old, 0, ...wires.map((edge) => ({ ...edge })));
      graph.edges = rest;
      Reflect.deleteProperty(draft.document.view.waypoints, edgeId(wire));
    },
  };
}
