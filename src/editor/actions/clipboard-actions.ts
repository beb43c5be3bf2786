import { diagnose } from '../../diagnostics/diagnostic.ts';
import { canvasView } from '../canvas/canvas-view.ts';
import { copySelection, cutSelection } from '../clipboard/copy.ts';
import { deleteReconnecting } from '../commands/delete-reconnecting.ts';
import type { Action, ActionContext } from './action.ts';
import { showChord } from './chord.ts';

const hasNodes = ({ services }: ActionContext) => services.store.getState().selection.nodes.length > 0;
const hasAny = ({ services }: ActionContext) => {
  const { nodes, notes } = services.store.getState().selection;
  return nodes.length > 0 || (notes?.length ?? 0) > 0;
};

/** Gives text to the system's clipboard or takes it from there, and says so where the browser forbids it. */
async function atClipboard(keys: string, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } catch {
    canvasView()?.say(diagnose('CLIP_FORBIDDEN', { keys: showChord(keys) }).message);
  }
}

async function give(text: string | null): Promise<void> {
  if (text !== null) await navigator.clipboard.writeText(text);
}

/** Not needed to draw: fetched when it is asked for. */
const pasting = () => import('../clipboard/paste.ts');

const paste = ({ services }: ActionContext, keys: string, linked: boolean) =>
  void atClipboard(keys, async () => {
    const text = await navigator.clipboard.readText();
    (await pasting()).pasteText(services, text, linked);
  });

export const CLIPBOARD_ACTIONS: readonly Action[] = [
  {
    id: 'edit.cut',
    title: 'Cut',
    section: 'Edit',
    keys: ['Mod+X'],
    native: true,
    enabled: hasAny,
    run: ({ services }) =>
      void atClipboard('Mod+X', async () => {
        await give(copySelection(services));
        // only what the clipboard holds may go
        cutSelection(services);
      }),
  },
  {
    id: 'edit.copy',
    title: 'Copy',
    section: 'Edit',
    keys: ['Mod+C'],
    native: true,
    enabled: hasAny,
    run: ({ services }) => void atClipboard('Mod+C', () => give(copySelection(services))),
  },
  {
    id: 'edit.paste',
    title: 'Paste',
    section: 'Edit',
    keys: ['Mod+V'],
    native: true,
    run: (context) => paste(context, 'Mod+V', false),
  },
  {
    id: 'edit.pasteLinked',
    title: 'Paste with incoming wires',
    section: 'Edit',
    keys: ['Mod+Shift+V'],
    native: true,
    run: (context) => paste(context, 'Mod+Shift+V', true),
  },
  {
    id: 'edit.duplicate',
    title: 'Duplicate',
    section: 'Edit',
    keys: ['Mod+D'],
    enabled: hasAny,
    run: ({ services }) => void pasting().then(({ duplicateSelection }) => duplicateSelection(services)),
  },
  {
    id: 'edit.deleteReconnecting',
    title: 'Delete and reconnect',
    section: 'Edit',
    keys: ['Mod+Delete', 'Alt+Delete', 'Mod+Backspace', 'Alt+Backspace'],
    enabled: hasNodes,
    run: ({ services }) => {
      const { content, selection, run } = services.store.getState();
      run(deleteReconnecting(content, services.registry, selection.nodes));
    },
  },
];
