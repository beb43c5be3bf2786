import { expect, it, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import type { ActionContext } from '../actions/action.ts';
import { ACTIONS } from '../actions/index.ts';
import type { EditorServices } from '../editor-context.tsx';
import { addComment, addFrame } from '../commands/add-note.ts';
import { createDrawingView } from '../store/drawing.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { labTab } from '../lab/lab-tab.ts';
import { sweepChoice } from '../sweep/sweep-choice.ts';
import { actionEntries, nodeEntries, noteEntries, sweepEntries, templateEntries } from './finder-entries.ts';

function context() {
  const openDocument = vi.fn();
  const foldable = { open: true, toggle: vi.fn(), show: vi.fn() };
  const templates = [{ id: 'simsiam', document: smallDocument('SimSiam') }];
  const services = {
    store: createEditorStore({ document: smallDocument(), preset: null }),
    registry,
    drawing: createDrawingView(registry),
    templates: { now: () => templates },
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
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
  const entries = actionEntries(given, { 'view.fit': ['1'] });
  const usual = ACTIONS.map(({ id }) => id).filter((id) => id !== 'view.commands');
  expect(entries.map(({ key }) => key).sort()).toEqual(usual.sort());
  const sections = entries.map(({ note }) => note);
  expect(new Set(sections).size).toBe(sections.filter((section, i) => section !== sections[i - 1]).length);
  expect(entries.find(({ key }) => key === 'view.fit')).toMatchObject({ note: 'View', keys: '1' });
  expect(entries.find(({ key }) => key === 'view.lab')?.checked).toBe(true);
  expect(entries.find(({ key }) => key === 'arrange.pack')?.disabled).toBe(true);
  services.store.getState().select({ nodes: ['images', 'loss'], edges: [] });
  expect(actionEntries(given, {}).find(({ key }) => key === 'arrange.pack')?.disabled).toBe(false);
  vi.unstubAllGlobals();
});

it('sweeps the numbers among the params of what is selected', () => {
  const { given, services } = context();
  const all = sweepEntries(given).length;
  services.store.getState().select({ nodes: ['loss'], edges: [] });
  const entries = sweepEntries(given);
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.length).toBeLessThan(all);
  expect(entries.every(({ title }) => title.includes('(loss)'))).toBe(true);
  entries[0]!.run();
  expect(sweepChoice.getState().param).toBe(entries[0]!.words);
  expect(labTab.getState().tab).toBe('sweep');
});

it('opens methods', () => {
  const { services, openDocument } = context();
  const [entry] = templateEntries(services);
  expect(entry?.title).toBe('Open SimSiam');
  entry?.run();
  expect(openDocument).toHaveBeenCalledWith(services.templates.now()[0]?.document);
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

it('goes to frames and comments that say something, by what they say', () => {
  const { services } = context();
  const area = { x: 0, y: 0, width: 100, height: 100 };
  const add = ({ command }: ReturnType<typeof addFrame>) => services.store.getState().run(command);
  add(addFrame(services.store.getState().content, area, 'Student'));
  add(addFrame(services.store.getState().content, area, ' '));
  add(addComment(services.store.getState().content, area, `${'a'.repeat(60)}\nsecond line`));
  const entries = noteEntries(services);
  expect(entries.map(({ title, note }) => [title, note])).toEqual([
    ['Go to Student', 'Frame'],
    [`Go to ${'a'.repeat(48)}…`, 'Comment'],
  ]);
  expect(entries[1]?.words).toContain('second line');
  entries[0]?.run();
  expect(services.store.getState()).toMatchObject({
    selection: { notes: ['frame:frame'] },
    view: { elements: ['frame:frame'] },
  });
});
