import type { EditorServices } from '../editor-context.tsx';
import { graphOf } from '../store/content.ts';
import { nodeTitle } from '../store/node-title.ts';
import { announce } from '../ui/announce.ts';
import { boxesOf } from './boxes.ts';
import { focusedNode, focusNodeCard } from './focus-drawing.ts';
import { firstNode, nearestNode, type Box, type Direction } from './nearest-node.ts';

/** Cards as they are drawn, in the drawing's own units; where they are not, as the document has them. */
function cards({ store }: EditorServices): readonly Box[] {
  const { content } = store.getState();
  const { positions } = content.document.view;
  return boxesOf(
    graphOf(content).nodes.flatMap(({ id }) => {
      const position = positions[id];
      const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
      if (!position) return [];
      return [
        card
          ? { id, position, measured: { width: card.offsetWidth, height: card.offsetHeight } }
          : { id, position },
      ];
    }),
  );
}

/** Selects the nearest node in a direction, says which it is, and goes there. */
export function walk(services: EditorServices, direction: Direction): void {
  const { store, drawing } = services;
  const { selection, content, select } = store.getState();
  const boxes = cards(services);
  const here = focusedNode() ?? selection.nodes.at(-1);
  const from = boxes.find(({ id }) => id === here);
  const next = from ? nearestNode(boxes, from, direction) : firstNode(boxes);
  if (!next) {
    const where = { left: 'on the left', right: 'on the right', up: 'above', down: 'below' }[direction];
    return announce(boxes.length === 0 ? 'The drawing is empty.' : `No node ${where}.`);
  }
  select({ nodes: [next.id], edges: [] });
  focusNodeCard(next.id);
  announce(nodeTitle(drawing(content), next.id));
}
