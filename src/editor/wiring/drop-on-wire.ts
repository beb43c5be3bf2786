import { edgeId, type GraphEdge } from '../../document/schema.ts';
import type { Command } from '../commands/command.ts';
import { freshId } from '../commands/fresh-id.ts';
import { insertOnWire } from '../commands/insert-on-wire.ts';
import type { EditorServices } from '../editor-context.tsx';
import { boxesOf, CARD } from './boxes.ts';
import { defaultPorts } from './fitting-types.ts';
import { planInsertion, type Insertable, type InsertionPlan } from './insertion.ts';
import { makeRoom } from './make-room.ts';
import { wireTarget } from './wire-target.ts';
import { specsOf, wireContext } from './wiring-context.ts';

/** What is held over a wire: a type from the palette, or a node of the drawing. */
export type Held = { readonly type: string } | { readonly node: string };

type CanvasNode = Parameters<typeof boxesOf>[0][number];

function wireOf(services: EditorServices, edge: string): GraphEdge | undefined {
  return wireContext(services).graph.edges.find((one) => edgeId(one) === edge);
}

function insertable(services: EditorServices, held: Held): Insertable | null {
  const { graph, drawing } = wireContext(services);
  if ('type' in held) {
    const spec = specsOf(services).find(({ id }) => id === held.type);
    return spec ? { id: freshId(graph, held.type), type: held.type, ...defaultPorts(spec) } : null;
  }
  const wired = graph.edges.some(({ from, to }) => [from, to].some((end) => end.startsWith(`${held.node}.`)));
  const node = drawing.resolved(held.node);
  // a node that has its place in the drawing is only being moved
  return node && !wired
    ? { id: node.id, type: node.spec.id, inputs: node.inputs, outputs: node.outputs }
    : null;
}

/** Whether what is held goes on the wire; null where it is not meant to. */
export function planDrop(services: EditorServices, held: Held, edge: string): InsertionPlan | null {
  const [node, wire] = [insertable(services, held), wireOf(services, edge)];
  return node && wire ? planInsertion(wireContext(services), node, wire) : null;
}

/** Puts what is held on the wire at a place of the drawing, and makes room for it; null where it does not go there. */
export function dropOnWire(
  services: EditorServices,
  nodes: readonly CanvasNode[],
  held: Held,
  edge: string,
  position: { readonly x: number; readonly y: number },
): { readonly node: string; readonly command: Command } | null {
  const [node, wire] = [insertable(services, held), wireOf(services, edge)];
  if (!node || !wire) return null;
  const { graph, ...context } = wireContext(services);
  const plan = planInsertion({ graph, ...context }, node, wire);
  if (!plan.ok) return null;
  const boxes = boxesOf(nodes);
  const size = boxes.find(({ id }) => id === node.id) ?? CARD;
  const box = { ...size, id: node.id, ...position };
  const others = boxes.filter(({ id }) => id !== node.id);
  const next = wire.to.slice(0, wire.to.indexOf('.'));
  return {
    node: node.id,
    command: insertOnWire({
      node: node.id,
      ...('type' in held ? { type: held.type } : {}),
      position,
      wire,
      wires: plan.wires,
      room: makeRoom(graph, others, box, next),
    }),
  };
}

/** What a node of the drawing does that is let go over a wire which takes it. */
export function insertHeld(
  services: EditorServices,
  cards: readonly CanvasNode[],
  node: string,
  position: { readonly x: number; readonly y: number },
): Command | null {
  const { edge, takes } = wireTarget.getState();
  if (edge === null || !takes) return null;
  return dropOnWire(services, cards, { node }, edge, { ...position })?.command ?? null;
}
