import { expect, it, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import type { ActionContext } from '../actions/action.ts';
import { ACTIONS } from '../actions/index.ts';
import type { EditorServices } from '../editor-context.tsx';
import { createDrawingView } from '../store/drawing.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { actionEntries, nodeEntries, templateEntries } from './finder-entries.ts';

function context() {
  const openDocument = vi.fn();
  const foldable = { open: true, toggle: vi.fn(), show: vi.fn() };
  const services = {
    store: createEditorStore({ document: smallDocument(), preset: null }),
    registry,
    drawing: createDrawingView(registry),
    templates: [{ id: 'simsiam', document: smallDocument('SimSiam') }],
    openDocument,
  } as unknown as EditorServices;
  const given = {
    services,
    files: {},
    window: { pickFile: vi.fn(), panels: { library: foldable, inspector: foldable, lab: foldable } },
  } as unknown as ActionContext;
  return { given, services, openDocument };
}

it('lists every action but the palette itself, with the keys a person gave it', () => {
  const { given, services } = context();
  vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
  const entries = actionEntries(given, { 'view.fit': ['1'] });
  expect(entries.map(({ key }) => key)).toEqual(
    ACTIONS.map(({ id }) => id).filter((id) => id !== 'view.commands'),
  );
  expect(entries.find(({ key }) => key === 'view.fit')).toMatchObject({ note: 'View', keys: '1' });
  expect(entries.find(({ key }) => key === 'view.lab')?.checked).toBe(true);
  expect(entries.find(({ key }) => key === 'arrange.pack')?.disabled).toBe(true);
  services.store.getState().select({ nodes: ['images', 'loss'], edges: [] });
  expect(actionEntries(given, {}).find(({ key }) => key === 'arrange.pack')?.disabled).toBe(false);
  vi.unstubAllGlobals();
});

it('opens methods', () => {
  const { services, openDocument } = context();
  const [entry] = templateEntries(services);
  expect(entry?.title).toBe('Open SimSiam');
  entry?.run();
  expect(openDocument).toHaveBeenCalledWith(services.templates[0]?.document);
});

it('goes to nodes, which are called as on the canvas', () => {
  const { services } = context();
  const entries = nodeEntries(services);
  expect(entries.map(({ title, note }) => [title, note])).toEqual([
    ['Go to images', 'Images'],
    ['Go to encoder', 'ConvNet'],
    ['Go to loss', 'NT-Xent'],
  ]);
  entries[1]?.run();
  expect(services.store.getState().selection.nodes).toEqual(['encoder']);
});
