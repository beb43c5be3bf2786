import { describe, expect, it } from 'vitest';
import { setParam } from '../commands/set-param.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { createFlowStore } from './flow-store.ts';

function open() {
  const editor = createEditorStore({ document: smallDocument(), preset: null });
  const flow = createFlowStore(editor);
  flow.getState().follow();
  return { editor, flow };
}

const at = (x: number, dragging: boolean) => [
  { id: 'loss', type: 'position' as const, position: { x, y: 0 }, dragging },
];

describe('flow store', () => {
  it('lets a card that is let go do something else than lie there, as the one step', () => {
    const editor = createEditorStore({ document: smallDocument(), preset: null });
    const flow = createFlowStore(editor, (id, { x }, cards) =>
      x > 435 ? setParam(id, 'temperature', cards.length) : null,
    );
    flow.getState().follow();
    flow.getState().setDragging(true);
    flow.getState().changeNodes(at(430, false));
    flow.getState().changeNodes(at(440, false));
    flow.getState().setDragging(false);
    flow.getState().changeNodes(at(450, false));
    expect(editor.getState().history.past.map(({ name }) => name)).toEqual([
      'Move loss',
      'Set temperature of loss',
      'Move loss',
    ]);
  });

  it('records one step for a drag, when it ends', () => {
    const { editor, flow } = open();
    flow.getState().setDragging(true);
    for (const x of [410, 420, 430]) flow.getState().changeNodes(at(x, true));
    expect(editor.getState().history.past).toHaveLength(0);
    flow.getState().changeNodes(at(440, false));
    expect(editor.getState().history.past.map(({ name }) => name)).toEqual(['Move loss']);
    expect(editor.getState().content.document.view.positions['loss']).toEqual({ x: 440, y: 0 });
  });

  it('joins moves by arrow keys, and undo brings the card back', () => {
    const { editor, flow } = open();
    for (const x of [405, 410, 415]) flow.getState().changeNodes(at(x, false));
    expect(editor.getState().history.past).toHaveLength(1);
    editor.getState().undo();
    expect(flow.getState().nodes.find((node) => node.id === 'loss')?.position.x).toBe(400);
  });

  it('keeps cards and wires that did not change as they are', () => {
    const { editor, flow } = open();
    const { nodes, edges } = flow.getState();
    editor.getState().run(setParam('loss', 'temperature', 0.1));
    expect(flow.getState().nodes.every((node, i) => node === nodes[i])).toBe(true);
    expect(flow.getState().edges.every((edge, i) => edge === edges[i])).toBe(true);
  });

  it('passes selection on to the editor and takes it back', () => {
    const { editor, flow } = open();
    flow.getState().changeNodes([{ id: 'loss', type: 'select', selected: true }]);
    expect(editor.getState().selection.nodes).toEqual(['loss']);
    editor.getState().focusNode('encoder');
    expect(
      flow
        .getState()
        .nodes.filter((node) => node.selected)
        .map((node) => node.id),
    ).toEqual(['encoder']);
  });
});
