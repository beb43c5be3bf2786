import { afterEach, expect, it, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { showsCanvas } from '../canvas/canvas-view.ts';
import { graphOf } from '../store/content.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import type { ActionContext } from './action.ts';
import { CLIPBOARD_ACTIONS } from './clipboard-actions.ts';

function open(clipboard: { text: string } | null) {
  const forbid = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  vi.stubGlobal('navigator', {
    clipboard: {
      readText: clipboard ? () => Promise.resolve(clipboard.text) : forbid,
      writeText: clipboard ? async (text: string) => void (clipboard.text = text) : forbid,
    },
  });
  const said: string[] = [];
  showsCanvas({
    pointer: () => null,
    middle: () => ({ x: 0, y: 0 }),
    nodes: () => new Map(),
    glide: () => undefined,
    say: (message) => said.push(message),
  });
  const store = createEditorStore({ document: smallDocument(), preset: null });
  const context = { services: { store, registry } } as unknown as ActionContext;
  const act = (id: string) => CLIPBOARD_ACTIONS.find((action) => action.id === id)!.run(context);
  const ids = () => graphOf(store.getState().content).nodes.map(({ id }) => id);
  return { store, act, ids, said };
}

afterEach(() => void vi.unstubAllGlobals());

it('copies, cuts and pastes from a menu, where the browser allows it', async () => {
  const { store, act, ids, said } = open({ text: '' });
  store.getState().select({ nodes: ['encoder', 'loss'], edges: [] });
  act('edit.copy');
  act('edit.paste');
  await vi.waitFor(() => expect(ids()).toEqual(['images', 'encoder', 'loss', 'encoder2', 'loss2']));
  expect(store.getState().selection.nodes).toEqual(['encoder2', 'loss2']);
  act('edit.cut');
  await vi.waitFor(() => expect(ids()).toEqual(['images', 'encoder', 'loss']));
  store.getState().select({ nodes: ['encoder', 'loss'], edges: [] });
  act('edit.copy');
  act('edit.pasteLinked');
  await vi.waitFor(() => expect(ids()).toHaveLength(5));
  expect(graphOf(store.getState().content).edges).toContainEqual({
    from: 'images.images',
    to: 'encoder2.images',
  });
  expect(said).toEqual([]);
});

it('CLIP_FORBIDDEN: says which keys do it where the browser does not', async () => {
  const { act, said, ids, store } = open(null);
  store.getState().select({ nodes: ['encoder'], edges: [] });
  act('edit.paste');
  await vi.waitFor(() => expect(said).toHaveLength(1));
  expect(said[0]).toMatch(/does not let this page at the clipboard by menu\. Press Ctrl\+V/);
  act('edit.cut');
  await vi.waitFor(() => expect(said).toHaveLength(2));
  expect(ids()).toHaveLength(3);
});
