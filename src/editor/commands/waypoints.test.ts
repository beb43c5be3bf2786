import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { connect } from './connect.ts';
import { deleteElements } from './delete-elements.ts';
import { moveNodes } from './move-nodes.ts';
import { packNodes } from './pack-nodes.ts';
import { renameNode } from './rename-node.ts';
import { replaceDocument } from './replace-document.ts';
import { addWaypoint, moveWaypoint, removeWaypoint, setWaypoints } from './set-waypoints.ts';

const FIRST = 'images.images->encoder.images';
const SECOND = 'encoder.embedding->loss.embedding';
const POINTS = [
  { x: 100, y: 50 },
  { x: 150, y: 80 },
];

function open() {
  const store = createEditorStore({ document: smallDocument(), preset: null });
  const { run, undo, redo } = store.getState();
  run(setWaypoints(FIRST, POINTS));
  run(setWaypoints(SECOND, POINTS));
  const points = () => store.getState().content.document.view.waypoints;
  return { store, run, undo, redo, points };
}

describe('points of a wire', () => {
  it('are added in their place, moved and removed; without any, nothing is kept', () => {
    const { run, points } = open();
    run(addWaypoint(FIRST, points()[FIRST]!, 1, { x: 1, y: 2 }));
    expect(points()[FIRST]).toEqual([POINTS[0], { x: 1, y: 2 }, POINTS[1]]);
    run(moveWaypoint(FIRST, points()[FIRST]!, 1, { x: 3, y: 4 }));
    expect(points()[FIRST]?.[1]).toEqual({ x: 3, y: 4 });
    for (const left of [2, 1, 0]) {
      run(removeWaypoint(FIRST, points()[FIRST]!, 0));
      expect(points()[FIRST]?.length ?? 0).toBe(left);
    }
    expect(points()).toEqual({ [SECOND]: POINTS });
  });

  it('are at most as many as the format takes', () => {
    const { run, points } = open();
    for (let i = 0; i < 60; i += 1) run(addWaypoint(FIRST, points()[FIRST]!, 0, { x: i, y: 0 }));
    expect(points()[FIRST]).toHaveLength(50);
  });

  it('follow a node’s new name', () => {
    const { run, points, undo } = open();
    run(renameNode('encoder', 'student'));
    expect(points()).toEqual({
      'images.images->student.images': POINTS,
      'student.embedding->loss.embedding': POINTS,
    });
    undo();
    expect(Object.keys(points()).sort()).toEqual([SECOND, FIRST]);
  });

  it('vanish with their wire, and come back with it', () => {
    const { run, points, undo, redo } = open();
    run(deleteElements([], [FIRST]));
    expect(points()).toEqual({ [SECOND]: POINTS });
    undo();
    expect(points()).toEqual({ [FIRST]: POINTS, [SECOND]: POINTS });
    redo();
    expect(points()).toEqual({ [SECOND]: POINTS });
    run(deleteElements(['loss'], []));
    expect(points()).toEqual({});
  });

  it('vanish with a wire that another takes the place of, or that goes into a composite node', () => {
    const { store, run, points, undo } = open();
    run(connect({ from: 'images.images', to: 'loss.embedding' }, [SECOND]));
    expect(points()).toEqual({ [FIRST]: POINTS });
    undo();
    run(packNodes(store.getState().content, registry, ['images', 'encoder'], 'Student')!.command);
    expect(points()).toEqual({});
    undo();
    expect(points()).toEqual({ [FIRST]: POINTS, [SECOND]: POINTS });
  });

  it('go along where both ends are moved alike, and stay where one is', () => {
    const { run, points } = open();
    run(moveNodes({ images: { x: 10, y: -20 }, encoder: { x: 210, y: -20 } }));
    expect(points()).toEqual({
      [FIRST]: [
        { x: 110, y: 30 },
        { x: 160, y: 60 },
      ],
      [SECOND]: POINTS,
    });
  });

  it('of wires that are not there do no harm, and are not opened', () => {
    const { store, run, points, undo } = open();
    const document = smallDocument('Other');
    const view = { ...document.view, waypoints: { 'nowhere.a->loss.embedding': POINTS, [FIRST]: POINTS } };
    run(replaceDocument({ ...document, view }));
    expect(points()).toEqual({ [FIRST]: POINTS });
    // the document that was handed over is left as it was
    expect(Object.keys(view.waypoints)).toHaveLength(2);
    undo();
    expect(points()).toEqual({ [FIRST]: POINTS, [SECOND]: POINTS });
    expect(store.getState().content.document.meta.title).toBe('Small');
  });
});
