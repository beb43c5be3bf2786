import { edgeId, splitEndpoint } from '../../document/schema.ts';
import { stageOf } from '../store/content.ts';
import type { Command } from './command.ts';
import { moveNodes, type Positions } from './move-nodes.ts';

/** Puts nodes where a layout has them; points that wires among them were led through belong to the old places and go. */
export function layOut(positions: Positions): Command {
  const count = Object.keys(positions).length;
  const move = moveNodes(positions);
  return {
    name: `Lay out ${count} node${count === 1 ? '' : 's'}`,
    apply: (draft) => {
      move.apply(draft);
      const moved = (end: string) => Object.hasOwn(positions, splitEndpoint(end).node);
      for (const edge of stageOf(draft.document).graph.edges) {
        if (moved(edge.from) && moved(edge.to)) {
          Reflect.deleteProperty(draft.document.view.waypoints, edgeId(edge));
        }
      }
    },
  };
}
