import { expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { graphOf } from '../store/content.ts';
import { createDrawingView } from '../store/drawing.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { nodeTitle } from '../store/node-title.ts';
import { packedTitle, packSelection, unpackSelection } from './packing-actions.ts';

function services() {
  const document = drawing(SIMCLR.nodes, SIMCLR.wires);
  return {
    store: createEditorStore({ document, preset: null }),
    registry,
    drawing: createDrawingView(registry),
  };
}

test('the selected nodes become one, which is selected, and several again', async () => {
  const all = services();
  const { store } = all;
  const before = store.getState().content;
  store.getState().select({ nodes: ['encoder', 'projector'], edges: [] });
  await packSelection(all);
  const { selection, content, history } = store.getState();
  expect(selection.nodes).toEqual(['convNetMLPHead']);
  expect(content.document.composites['convNetMLPHead']?.title).toBe('ConvNet + MLP head');
  expect(history.past).toHaveLength(1);

  const view = all.drawing(content);
  expect(view.resolved('convNetMLPHead')?.spec.label).toBe('ConvNet + MLP head');
  expect(view.kind('convNetMLPHead.embedding')).toBe('embedding');
  expect(nodeTitle(view, 'convNetMLPHead')).toBe('ConvNet + MLP head');
  expect(nodeTitle(view, 'convNetMLPHead/encoder')).toBe('ConvNet + MLP head: encoder');

  store.getState().focusNode('convNetMLPHead/encoder');
  expect(store.getState().selection.nodes).toEqual(['convNetMLPHead']);
  await unpackSelection(all);
  expect(store.getState().selection.nodes).toEqual(['encoder', 'projector']);
  expect(graphOf(store.getState().content).nodes).toEqual(graphOf(before).nodes);
  store.getState().undo();
  store.getState().undo();
  expect(store.getState().content).toEqual(before);
});

test('one node is one already, and what is not made of others cannot be unpacked', async () => {
  const all = services();
  for (const nodes of [[], ['encoder']]) {
    all.store.getState().select({ nodes, edges: [] });
    await packSelection(all);
    await unpackSelection(all);
    expect(all.store.getState().history.past).toEqual([]);
  }
});

test('a title is made of what is inside', () => {
  const all = services();
  const title = (ids: string[]) => packedTitle(all.drawing(all.store.getState().content), ids);
  expect(title(['encoder', 'projector'])).toBe('ConvNet + MLP head');
  expect(title(['encoder', 'projector', 'normalize'])).toBe('Block of 3');
});

test('a preset may change the types inside, and the canvas shows it', async () => {
  const all = services();
  const { store } = all;
  store.getState().select({ nodes: ['encoder', 'projector'], edges: [] });
  await packSelection(all);
  store.getState().run({
    name: 'Add a preset',
    apply: (draft) => {
      draft.document.presets['p'] = {
        title: '',
        nodes: { 'convNetMLPHead/encoder': { depth: 18 }, optimiser: { momentum: 0.5 } },
        types: { 'convNetMLPHead/encoder': 'encoder.resnet', optimiser: 'optim.sgd' },
        run: {},
      };
      draft.preset = 'p';
    },
  });
  const view = all.drawing(store.getState().content);
  expect(view.resolved('optimiser')?.spec.id).toBe('optim.sgd');
  expect(view.resolved('optimiser')?.params['momentum']).toBe(0.5);
  expect(view.resolved('convNetMLPHead')?.spec.summary).toContain('ResNet');
});
