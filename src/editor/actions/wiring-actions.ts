import { focusDrawing, focusedNode, focusFirstParam, focusNodeCard } from '../wiring/focus-drawing.ts';
import type { Direction } from '../wiring/nearest-node.ts';
import { walk } from '../wiring/walk.ts';
import { openWiringMenu } from '../wiring/wiring-menu.ts';
import type { Action, ActionContext } from './action.ts';

function only({ services }: ActionContext): string | undefined {
  const { nodes } = services.store.getState().selection;
  return nodes.length === 1 ? nodes[0] : undefined;
}

const step = (direction: Direction, title: string, key: string): Action => ({
  id: `view.${direction}`,
  title,
  section: 'View',
  keys: [`Alt+${key}`],
  onDrawing: true,
  run: ({ services }) => walk(services, direction),
});

/** Building a drawing and moving about in it without the pointer. */
export const WIRING_ACTIONS: readonly Action[] = [
  {
    id: 'edit.addNode',
    title: 'Add node…',
    section: 'Edit',
    keys: ['N'],
    run: () => openWiringMenu({ kind: 'node' }),
  },
  {
    id: 'edit.connect',
    title: 'Connect…',
    section: 'Edit',
    keys: ['C'],
    enabled: (context) => only(context) !== undefined,
    run: (context) => {
      const node = only(context);
      if (node !== undefined) openWiringMenu({ kind: 'connect', node });
    },
  },
  {
    id: 'edit.params',
    title: 'Go to the node’s parameters',
    section: 'Edit',
    keys: ['Enter'],
    onDrawing: true,
    // on a node that is not selected, Enter selects it
    enabled: (context) => {
      const [node, focused] = [only(context), focusedNode()];
      return node !== undefined && (focused === null || focused === node);
    },
    run: ({ window }) => {
      window.panels.inspector.show();
      focusFirstParam();
    },
  },
  {
    id: 'view.drawing',
    title: 'Go to the drawing',
    section: 'View',
    keys: ['Alt+Enter'],
    whileTyping: true,
    run: (context) => {
      const node = only(context);
      if (node === undefined) focusDrawing();
      else focusNodeCard(node);
    },
  },
  step('left', 'Go to the node on the left', 'ArrowLeft'),
  step('right', 'Go to the node on the right', 'ArrowRight'),
  step('up', 'Go to the node above', 'ArrowUp'),
  step('down', 'Go to the node below', 'ArrowDown'),
];
