import { beforeEach, describe, expect, it } from 'vitest';
import { editing, stopEditing } from '../annotations/editing.ts';
import { showsCanvas } from '../canvas/canvas-view.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import type { ActionContext } from './action.ts';
import { ACTIONS } from './index.ts';

const WIRE = 'images.images->encoder.images';
const SIZE = { width: 100, height: 50 };

function open() {
  const store = createEditorStore({ document: smallDocument(), preset: null });
  const context = { services: { store } } as unknown as ActionContext;
  const view = () => store.getState().content.document.view;
  showsCanvas({
    pointer: () => ({ x: 13, y: 48 }),
    middle: () => ({ x: 0, y: 0 }),
    nodes: () =>
      new Map(Object.entries(view().positions).map(([id, place]) => [id, { ...place, ...SIZE, ports: [] }])),
    glide: () => undefined,
    say: () => undefined,
  });
  const action = (id: string) => ACTIONS.find((one) => one.id === id)!;
  return {
    store,
    view,
    run: (id: string) => action(id).run(context),
    enabled: (id: string) => action(id).enabled?.(context) ?? true,
  };
}

beforeEach(stopEditing);

describe('frames and comments by action', () => {
  it('a frame is drawn around the selection, selected, with its title to be written', () => {
    const { store, view, run, enabled } = open();
    expect(enabled('arrange.frame')).toBe(false);
    store.getState().select({ nodes: ['encoder', 'loss'], edges: [] });
    expect(enabled('arrange.frame')).toBe(true);
    run('arrange.frame');
    expect(view().frames).toEqual([{ id: 'frame', title: '', x: 170, y: -60, width: 360, height: 140 }]);
    expect(store.getState().selection.notes).toEqual(['frame:frame']);
    expect(editing.getState().note).toBe('frame:frame');
  });

  it('a comment is added at the pointer, on the grid, and is written again', () => {
    const { store, view, run, enabled } = open();
    run('edit.comment');
    expect(view().comments).toEqual([{ id: 'comment', text: '', x: 10, y: 50, width: 200, height: 80 }]);
    stopEditing();
    expect(enabled('edit.write')).toBe(true);
    run('edit.write');
    expect(editing.getState().note).toBe('comment:comment');
    store.getState().select({ nodes: ['loss'], edges: [], notes: ['comment:comment'] });
    expect(enabled('edit.write')).toBe(false);
  });

  it('everything that is drawn is selected', () => {
    const { store, run } = open();
    run('edit.comment');
    run('edit.selectAll');
    expect(store.getState().selection).toMatchObject({
      nodes: ['images', 'encoder', 'loss'],
      notes: ['comment:comment'],
    });
  });
});

it('points are added to the selected wire between its last point and its end, and all removed', () => {
  const { store, view, run, enabled } = open();
  expect(enabled('arrange.addPoint')).toBe(false);
  store.getState().select({ nodes: [], edges: [WIRE] });
  expect([enabled('arrange.addPoint'), enabled('arrange.removePoints')]).toEqual([true, false]);
  run('arrange.addPoint');
  run('arrange.addPoint');
  expect(view().waypoints[WIRE]).toEqual([
    { x: 150, y: 30 },
    { x: 200, y: 30 },
  ]);
  expect(enabled('arrange.removePoints')).toBe(true);
  run('arrange.removePoints');
  expect(view().waypoints).toEqual({});
});
