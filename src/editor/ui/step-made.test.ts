import { expect, it } from 'vitest';
import { addNode } from '../commands/add-node.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { stepMade } from './step-made.ts';

it('says what was done, undone and done again', () => {
  const store = createEditorStore({ document: smallDocument(), preset: null });
  const said: (string | null)[] = [];
  store.subscribe((state, before) => {
    if (state.history !== before.history) said.push(stepMade(before.history, state.history));
  });
  const { run, undo, redo, endGesture } = store.getState();
  run(addNode({ id: 'norm', type: 'math.l2Normalize', position: { x: 0, y: 0 } }));
  run(moveNodes({ norm: { x: 5, y: 0 } }));
  undo();
  undo();
  redo();
  endGesture();
  expect(said.filter(Boolean)).toEqual([
    'Add norm',
    'Move norm',
    'Undone: Move norm',
    'Undone: Add norm',
    'Redone: Add norm',
  ]);
});
