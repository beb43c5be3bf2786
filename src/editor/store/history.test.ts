import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNode } from '../commands/add-node.ts';
import type { Command } from '../commands/command.ts';
import { connect } from '../commands/connect.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { freshId } from '../commands/fresh-id.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { renameNode, whyNotName } from '../commands/rename-node.ts';
import { replaceDocument } from '../commands/replace-document.ts';
import { selectPreset } from '../commands/select-preset.ts';
import { setMeta } from '../commands/set-meta.ts';
import { resetParam, setParam } from '../commands/set-param.ts';
import { setRun } from '../commands/set-run.ts';
import { graphOf, type Content } from './content.ts';
import { EMPTY_HISTORY, perform, redo, seal, travel, undo, type Revision } from './history.ts';
import { smallDocument } from './small-document.ts';

const start: Revision = {
  content: { document: smallDocument(), preset: 'browser' },
  history: EMPTY_HISTORY,
};

/** A random edit, made from numbers that pick among what the drawing has at the time. */
type Edit = (content: Content) => Command;

const index = fc.nat({ max: 20 });
const nodeAt = (content: Content, i: number) => {
  const { nodes } = graphOf(content);
  return nodes.length ? nodes[i % nodes.length]!.id : 'none';
};
const types = ['encoder.convnet', 'head.mlp', 'loss.ntXent'];

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(index, index).map(([t, x]): Edit => (content) => {
    const type = types[t % types.length]!;
    return addNode({ id: freshId(graphOf(content), type), type, position: { x, y: 0 } });
  }),
  index.map(
    (i): Edit =>
      (content) =>
        deleteElements([nodeAt(content, i)], []),
  ),
  fc.tuple(index, index).map(
    ([a, b]): Edit =>
      (content) =>
        connect({ from: `${nodeAt(content, a)}.out`, to: `${nodeAt(content, b)}.in` }),
  ),
  fc.tuple(index, fc.double({ noNaN: true, min: -9, max: 9 })).map(
    ([i, value]): Edit =>
      (content) =>
        setParam(nodeAt(content, i), 'temperature', value),
  ),
  index.map(
    (i): Edit =>
      (content) =>
        resetParam(nodeAt(content, i), 'temperature'),
  ),
  fc.tuple(index, index, index).map(
    ([i, x, y]): Edit =>
      (content) =>
        moveNodes({ [nodeAt(content, i)]: { x, y } }, 'keys'),
  ),
  fc.tuple(index, index).map(([i, n]): Edit => (content) => {
    const from = nodeAt(content, i);
    return whyNotName(graphOf(content), from, `n${n}`) ? setRun({ seed: n }) : renameNode(from, `n${n}`);
  }),
  fc.nat({ max: 999 }).map(
    (steps): Edit =>
      () =>
        setRun({ steps: steps + 1 }),
  ),
  fc.string().map(
    (title): Edit =>
      () =>
        setMeta('title', title),
  ),
  fc.constantFrom('browser', null).map(
    (preset): Edit =>
      () =>
        selectPreset(preset),
  ),
  fc.constant((): Command => replaceDocument(smallDocument('another'))),
);

function undoAll(revision: Revision): Revision {
  let now = revision;
  while (now.history.past.length) now = undo(now);
  return now;
}

function redoAll(revision: Revision): Revision {
  let now = revision;
  while (now.history.future.length) now = redo(now);
  return now;
}

describe('history', () => {
  it('takes any series of edits back to the identical document, and forth again', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        let now = start;
        for (const make of edits) now = perform(now, make(now.content));
        const before = undoAll(now);
        expect(before.content).toEqual(start.content);
        expect(redoAll(before).content).toEqual(now.content);
      }),
      { numRuns: 150 },
    );
  });

  it('makes one step of a slider’s moves, and a new one once the slider is let go', () => {
    let now = start;
    for (const value of [0.1, 0.2, 0.3]) now = perform(now, setParam('loss', 'temperature', value));
    expect(now.history.past).toHaveLength(1);
    expect(now.history.past[0]?.forward).toHaveLength(1);
    now = perform({ ...now, history: seal(now.history) }, setParam('loss', 'temperature', 0.9));
    expect(now.history.past).toHaveLength(2);
    now = undo(now);
    expect(graphOf(now.content).nodes.find((node) => node.id === 'loss')?.params['temperature']).toBe(0.3);
    expect(undo(now).content).toEqual(start.content);
  });

  it('leaves no step for an edit that changes nothing', () => {
    const now = perform(start, moveNodes({ encoder: { x: 200, y: 0 } }));
    expect(now.history.past).toHaveLength(0);
  });

  it('forgets what was undone once something else is done', () => {
    let now = perform(start, setMeta('title', 'one'));
    now = perform(undo(now), setRun({ steps: 7 }));
    expect(now.history.future).toHaveLength(0);
  });

  it('goes any number of steps back and forward, to where single steps lead, and no further than there are', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), fc.integer({ min: -25, max: 0 }), (edits, steps) => {
        let now = start;
        for (const make of edits) now = perform(now, make(now.content));
        let singly = now;
        for (let i = 0; i > steps; i--) singly = undo(singly);
        const there = travel(now, steps);
        expect(there.content).toEqual(singly.content);
        expect(there.history).toEqual(singly.history);
        expect(travel(there, 99).content).toEqual(now.content);
      }),
      { numRuns: 60 },
    );
  });
});
