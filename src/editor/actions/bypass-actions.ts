import { bypassNodes } from '../commands/bypass-nodes.ts';
import type { EditorServices } from '../editor-context.tsx';
import type { Action } from './action.ts';

/** Whether all selected nodes are bypassed. */
function allBypassed({ store, drawing }: EditorServices): boolean {
  const { content, selection } = store.getState();
  const shown = drawing(content);
  return selection.nodes.length > 0 && selection.nodes.every((id) => shown.node(id)?.bypassed);
}

export const BYPASS_ACTIONS: readonly Action[] = [
  {
    id: 'edit.bypass',
    title: 'Bypass',
    section: 'Edit',
    keys: ['B'],
    enabled: ({ services }) => services.store.getState().selection.nodes.length > 0,
    checked: ({ services }) => allBypassed(services),
    run: ({ services }) => {
      const { selection, run } = services.store.getState();
      run(bypassNodes(selection.nodes, !allBypassed(services)));
    },
  },
];
