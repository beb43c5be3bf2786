import { describe, expect, it } from 'vitest';
import { createFlowStore } from '../canvas/flow-store.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';

const FRAMES = [
  // around encoder and loss
  { id: 'outer', title: '', x: 150, y: -50, width: 400, height: 200 },
  { id: 'inner', title: '', x: 180, y: -20, width: 100, height: 100 },
];

function open() {
  const document = smallDocument();
  const view = {
    ...document.view,
    frames: FRAMES,
    comments: [{ id: 'note', text: 'x', x: 500, y: 100, width: 200, height: 40 }],
  };
  const editor = createEditorStore({ document: { ...document, view }, preset: null });
  const flow = createFlowStore(editor);
  flow.getState().follow();
  flow.getState().changeNodes(
    ['images', 'encoder', 'loss'].map((id) => ({
      id,
      type: 'dimensions',
      dimensions: { width: 60, height: 40 },
    })),
  );
  const place = (id: string) => flow.getState().nodes.find((node) => node.id === id)?.position;
  const drag = (id: string, x: number, y: number, dragging: boolean) =>
    flow.getState().changeNodes([{ id, type: 'position', position: { x, y }, dragging }]);
  return { editor, flow, place, drag };
}

describe('a frame that is moved', () => {
  it('takes along what lies fully inside, while it moves and when it is let go, in one step', () => {
    const { editor, flow, place, drag } = open();
    flow.getState().setDragging(true);
    drag('frame:outer', 160, -30, true);
    expect(place('encoder')).toEqual({ x: 210, y: 20 });
    expect(place('frame:inner')).toEqual({ x: 190, y: 0 });
    // what the frame comes to lie over on its way stays where it is
    drag('frame:outer', -100, -50, true);
    drag('frame:outer', 250, 0, true);
    drag('frame:outer', 250, 0, false);
    flow.getState().setDragging(false);
    const { view } = editor.getState().content.document;
    expect(view.positions).toEqual({
      images: { x: 0, y: 0 },
      encoder: { x: 300, y: 50 },
      loss: { x: 500, y: 50 },
    });
    expect(view.frames.map(({ x, y }) => [x, y])).toEqual([
      [250, 0],
      [280, 30],
    ]);
    // it sticks out of the frame
    expect(view.comments[0]).toMatchObject({ x: 500, y: 100 });
    expect(editor.getState().history.past.map(({ name }) => name)).toEqual([
      'Move a frame and what is in it',
    ]);
    editor.getState().undo();
    expect(place('loss')).toEqual({ x: 400, y: 0 });
  });

  it('does so by the arrow keys too', () => {
    const { editor, drag } = open();
    drag('frame:inner', 185, -20, false);
    drag('frame:inner', 190, -20, false);
    const { history, content } = editor.getState();
    expect(content.document.view.positions).toMatchObject({ encoder: { x: 210 }, loss: { x: 400 } });
    expect(history.past).toHaveLength(1);
  });

  it('moves what is dragged with it once', () => {
    const { editor, flow } = open();
    flow.getState().changeNodes(
      ['frame:outer', 'frame:inner', 'encoder'].map((id) => {
        const { position } = flow.getState().nodes.find((node) => node.id === id)!;
        return { id, type: 'position', position: { ...position, x: position.x + 10 }, dragging: false };
      }),
    );
    expect(editor.getState().content.document.view.positions).toEqual({
      images: { x: 0, y: 0 },
      encoder: { x: 210, y: 0 },
      loss: { x: 410, y: 0 },
    });
  });

  it('leaves what is inside where it is when it is resized, which is one step', () => {
    const { editor, flow } = open();
    const resize = (x: number, width: number) =>
      flow.getState().changeNodes([
        { id: 'frame:inner', type: 'position', position: { x, y: -20 } },
        {
          id: 'frame:inner',
          type: 'dimensions',
          resizing: true,
          setAttributes: true,
          dimensions: { width, height: 100 },
        },
      ]);
    resize(170, 110);
    resize(160, 120);
    expect(editor.getState().history.past).toHaveLength(0);
    flow.getState().changeNodes([
      {
        id: 'frame:inner',
        type: 'dimensions',
        resizing: false,
        dimensions: { width: 120, height: 100 },
      },
    ]);
    const { content, history } = editor.getState();
    expect(content.document.view.frames[1]).toMatchObject({ x: 160, width: 120, height: 100 });
    expect(content.document.view.positions['encoder']).toEqual({ x: 200, y: 0 });
    expect(history.past.map(({ name }) => name)).toEqual(['Resize a frame']);
  });
});

it('notes are selected like nodes, and apart from them', () => {
  const { editor, flow } = open();
  flow.getState().changeNodes([
    { id: 'frame:outer', type: 'select', selected: true },
    { id: 'loss', type: 'select', selected: true },
  ]);
  expect(editor.getState().selection).toEqual({ nodes: ['loss'], edges: [], notes: ['frame:outer'] });
  expect(
    flow
      .getState()
      .nodes.filter(({ selected }) => selected)
      .map(({ id }) => id),
  ).toEqual(['loss', 'frame:outer']);
  flow.getState().changeNodes([{ id: 'frame:outer', type: 'select', selected: false }]);
  expect(editor.getState().selection).toEqual({ nodes: ['loss'], edges: [] });
});
