import type { NodeChange, XYPosition } from '@xyflow/react';
import type { FlowNode } from '../canvas/flow-types.ts';
import { contains, type Area } from './area.ts';
import { noteKind } from './note-id.ts';

/** What each frame that is being moved takes with it: ids of nodes and notes. */
export type Cargo = ReadonlyMap<string, readonly string[]>;

type Move = NodeChange<FlowNode> & { type: 'position'; position: XYPosition; dragging: boolean };

/** Where a node is and how large. */
export function areaOf({ position, measured, width, height }: FlowNode): Area {
  return {
    ...position,
    width: measured?.width ?? width ?? 0,
    height: measured?.height ?? height ?? 0,
  };
}

/** What lies fully inside each of the frames. */
export function cargoOf(frames: readonly string[], nodes: readonly FlowNode[]): Cargo {
  const areas = nodes.map((node) => ({ id: node.id, area: areaOf(node) }));
  return new Map(
    frames.flatMap((frame) => {
      const outer = areas.find(({ id }) => id === frame)?.area;
      if (!outer) return [];
      const inside = areas.filter(({ id, area }) => id !== frame && contains(outer, area));
      return [[frame, inside.map(({ id }) => id)] as const];
    }),
  );
}

/** The frames that are moved by changes, as against resized. */
export function movedFrames(changes: readonly NodeChange<FlowNode>[]): readonly string[] {
  return changes.filter(isMove).flatMap(({ id }) => (noteKind(id) === 'frame' ? [id] : []));
}

/** The changes with the same moves for what frames carry. What is moved by the hand itself is left to it. */
export function carryAlong(
  changes: readonly NodeChange<FlowNode>[],
  nodes: readonly FlowNode[],
  cargo: Cargo,
): NodeChange<FlowNode>[] {
  const known = new Map(nodes.map((node) => [node.id, node.position]));
  const moved = new Set(changes.filter(isMove).map(({ id }) => id));
  const carried = changes.filter(isMove).flatMap((change) => {
    const before = known.get(change.id);
    if (!before) return [];
    const [dx, dy] = [change.position.x - before.x, change.position.y - before.y];
    return (cargo.get(change.id) ?? []).flatMap((id): NodeChange<FlowNode>[] => {
      const place = known.get(id);
      if (!place || moved.has(id)) return [];
      // of two frames around it, one takes it along
      moved.add(id);
      const position = { x: place.x + dx, y: place.y + dy };
      return [{ id, type: 'position', position, dragging: change.dragging }];
    });
  });
  return [...changes, ...carried];
}

/** Resizing changes positions too, but says nothing of dragging. */
function isMove(change: NodeChange<FlowNode>): change is Move {
  return change.type === 'position' && change.position !== undefined && change.dragging !== undefined;
}
