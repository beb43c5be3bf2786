import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { compositeIdOf } from '../../document/composites.ts';
import { parseDocument } from '../../document/parse.ts';
import { documentSchema, edgeId, type UnlabelDocument } from '../../document/schema.ts';
import { serializeDocument } from '../../document/serialize.ts';
import { strayWaypoints } from '../../document/waypoints.ts';
import { noteIds } from '../annotations/note-id.ts';
import { addNode } from '../commands/add-node.ts';
import { addComment, addFrame } from '../commands/add-note.ts';
import { applyFix } from '../commands/apply-fix.ts';
import { bypassNodes } from '../commands/bypass-nodes.ts';
import type { Command } from '../commands/command.ts';
import { connect } from '../commands/connect.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { deleteReconnecting } from '../commands/delete-reconnecting.ts';
import {
  deleteComposite,
  describeComposite,
  hideParam,
  hidePort,
  relabel,
  showParam,
  showPort,
} from '../commands/edit-composite.ts';
import { freshId } from '../commands/fresh-id.ts';
import { insertOnEdge } from '../commands/insert-on-edge.ts';
import { layOut } from '../commands/lay-out.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { packNodes } from '../commands/pack-nodes.ts';
import { pasteNodes } from '../commands/paste-nodes.ts';
import { renameNode, whyNotName } from '../commands/rename-node.ts';
import { replaceDocument } from '../commands/replace-document.ts';
import { resizeNote } from '../commands/resize-note.ts';
import { selectPreset } from '../commands/select-preset.ts';
import { setMeta } from '../commands/set-meta.ts';
import { resetParam, setParam } from '../commands/set-param.ts';
import { setRun } from '../commands/set-run.ts';
import { addWaypoint, removeWaypoint } from '../commands/set-waypoints.ts';
import { unpackNode } from '../commands/unpack-node.ts';
import { writeNote } from '../commands/write-note.ts';
import { clipOf } from '../clipboard/clip.ts';
import { readClip } from '../clipboard/read-clip.ts';
import { writeClip } from '../clipboard/write-clip.ts';
import { graphOf, type Content } from './content.ts';
import { createEditorStore } from './editor-store.ts';

const template = (id: string): UnlabelDocument => {
  const found = templates.find((one) => one.id === id);
  const parsed = parseDocument(JSON.stringify(found?.document));
  if (!parsed.ok) throw new Error(`the template ${id} is not valid`);
  return parsed.value;
};
const [BYOL, SWAV] = [template('byol'), template('swav')];
const TYPES = ['encoder.convnet', 'head.mlp', 'math.relu', 'flow.stopGradient', 'flow.ema', 'loss.ntXent'];

/** Numbers that pick among what the drawing has at the time. */
type Dice = readonly [number, number, number];
type Edit = (content: Content, dice: Dice) => Command | null | undefined;

const pick = <T>(list: readonly T[], i: number): T | undefined => list[i % list.length];
const nodeAt = (content: Content, i: number) => pick(graphOf(content).nodes, i);
const idAt = (content: Content, i: number) => nodeAt(content, i)?.id ?? 'none';
const edgeAt = (content: Content, i: number) => pick(graphOf(content).edges, i);
const noteAt = ({ document }: Content, i: number) => pick(noteIds(document.view), i) ?? 'frame:none';
const compositeAt = ({ document }: Content, i: number) => pick(Object.entries(document.composites), i);

/** Every command there is, by what it is for. */
const EDITS: Readonly<Record<string, Edit>> = {
  add: (content, [t, x, y]) => {
    const type = pick(TYPES, t)!;
    return addNode({ id: freshId(graphOf(content), type), type, position: { x, y } });
  },
  delete: (content, [i, j]) => {
    const edge = edgeAt(content, j);
    return deleteElements(i % 3 === 0 ? [idAt(content, i)] : [], edge ? [edgeId(edge)] : []);
  },
  reconnect: (content, [i]) => deleteReconnecting(content, registry, [idAt(content, i)]),
  connect: (content, [a, b, c]) => {
    const replaced = edgeAt(content, c);
    const wire = { from: `${idAt(content, a)}.embedding`, to: `${idAt(content, b)}.a` };
    return connect(wire, c % 2 && replaced ? [edgeId(replaced)] : []);
  },
  insert: (content, [i, t]) => {
    const edge = edgeAt(content, i);
    return edge && insertOnEdge(content, registry, pick(TYPES, t)!, edge);
  },
  fix: (content, [i, j]) => {
    const edge = edgeAt(content, j);
    return i % 2 && edge
      ? applyFix(content, registry, { title: 'Mend', kind: 'removeEdge', edge: edgeId(edge) })
      : applyFix(content, registry, {
          title: 'Mend',
          kind: 'setParam',
          node: idAt(content, i),
          param: 'p',
          value: j,
        });
  },
  bypass: (content, [i, j]) => bypassNodes([idAt(content, i), idAt(content, j)], (i + j) % 2 === 0),
  setParam: (content, [i, j, value]) => setParam(idAt(content, i), `param${j % 3}`, value),
  resetParam: (content, [i, j]) => resetParam(idAt(content, i), `param${j % 3}`),
  move: (content, [i, x, y]) => moveNodes({ [idAt(content, i)]: { x, y } }, x % 2 ? 'keys' : undefined),
  layOut: (content, [x, y]) =>
    layOut(Object.fromEntries(graphOf(content).nodes.map(({ id }, i) => [id, { x: x + 200 * i, y }]))),
  frame: (content, [x, y, n]) =>
    addFrame(content, { x, y, width: n + 1, height: n + 2 }, `Text ${n}`).command,
  comment: (content, [x, y, n]) => addComment(content, { x, y, width: n + 1, height: n + 2 }).command,
  write: (content, [i, n]) => writeNote(noteAt(content, i), `Text ${n}`),
  resize: (content, [i, x, n]) => resizeNote(noteAt(content, i), { x, y: n, width: n + 1, height: x + 1 }),
  moveNote: (content, [i, j, x]) =>
    moveNodes({ [noteAt(content, i)]: { x, y: j }, [idAt(content, j)]: { x: j, y: x } }),
  deleteNote: (content, [i, j]) =>
    deleteElements(j % 5 === 0 ? [idAt(content, j)] : [], [], [noteAt(content, i)]),
  points: (content, [i, x, y]) => {
    const edge = edgeAt(content, i);
    if (!edge) return null;
    const points = content.document.view.waypoints[edgeId(edge)] ?? [];
    return x % 4 === 0 && points.length > 0
      ? removeWaypoint(edgeId(edge), points, 0)
      : addWaypoint(edgeId(edge), points, y % (points.length + 1), { x, y });
  },
  rename: (content, [i, n]) => {
    const from = idAt(content, i);
    return whyNotName(graphOf(content), from, `n${n}`) === null ? renameNode(from, `n${n}`) : null;
  },
  pack: (content, [i, j]) =>
    packNodes(content, registry, [idAt(content, i), idAt(content, j)], `Block ${i % 4}`)?.command,
  unpack: (content, [i]) => unpackNode(content, idAt(content, i))?.command,
  paste: (content, [i, j, by]) => {
    const notes = noteIds(content.document.view).filter((_, n) => (n + i) % 3 === 0);
    const clip = clipOf(content, [idAt(content, i), idAt(content, j)], notes);
    const read = clip && readClip(writeClip(clip));
    // what the editor copies it can read
    if (clip) expect(read?.problems).toEqual([]);
    if (!read?.ok) return null;
    const pasting = pasteNodes(content, registry, read.value, { by: { x: by, y: by }, linked: by % 2 === 0 });
    return pasting.ok ? pasting.value.command : null;
  },
  showParam: (content, [i, j]) => {
    const [id, composite] = compositeAt(content, i) ?? [];
    const node = composite && pick(composite.graph.nodes, j);
    return id && node ? showParam(id, node.id, `param${j % 3}`, 'Shown') : null;
  },
  hideParam: (content, [i, j]) => {
    const [id, composite] = compositeAt(content, i) ?? [];
    const param = composite && pick(composite.params, j);
    return id && param ? hideParam(id, param.name) : null;
  },
  showPort: (content, [i, j]) => {
    const [id, composite] = compositeAt(content, i) ?? [];
    const node = composite && pick(composite.graph.nodes, j);
    const port = { name: 'weights', label: 'weights' };
    return id && node ? showPort(id, j % 2 ? 'inputs' : 'outputs', node.id, port) : null;
  },
  hidePort: (content, [i, j, side]) => {
    const [id, composite] = compositeAt(content, i) ?? [];
    const part = side % 2 ? 'inputs' : 'outputs';
    const port = composite && pick<{ readonly name: string }>(composite[part], j);
    return id && port ? hidePort(id, part, port.name) : null;
  },
  relabel: (content, [i, j, n]) => {
    const [id, composite] = compositeAt(content, i) ?? [];
    const port = composite && pick(composite.outputs, j);
    return id && port ? relabel(id, 'outputs', port.name, `Port ${n}`) : null;
  },
  describe: (content, [i, , n]) => {
    const [id] = compositeAt(content, i) ?? [];
    return id === undefined ? null : describeComposite(id, n % 2 ? 'title' : 'summary', `Text ${n}`);
  },
  deleteComposite: (content, [i]) => {
    const node = nodeAt(content, i);
    return deleteComposite((node && compositeIdOf(node.type)) ?? compositeAt(content, i)?.[0] ?? 'none');
  },
  preset: ({ document }, [i]) => selectPreset(pick([null, ...Object.keys(document.presets)], i) ?? null),
  meta: (_, [i, n]) => setMeta(pick(['title', 'idea'] as const, i)!, `Text ${n}`),
  run: (_, [i, n]) => setRun(i % 2 ? { steps: n + 1 } : { seed: n }),
  // seldom: it leaves nothing of the drawing for the others to meet
  open: (_, [i]) => (i % 7 === 0 ? replaceDocument(i % 2 ? SWAV : BYOL) : null),
};

const die = fc.nat({ max: 997 });
const edits = fc.array(fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.tuple(die, die, die)), {
  minLength: 200,
  maxLength: 200,
});

describe('the store', () => {
  it('takes 200 random edits back to the identical document, and forth to the last one', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(edits, (list) => {
        const start: Content = { document: BYOL, preset: 'browser' };
        const store = createEditorStore(start);
        const state = () => store.getState();
        for (const [name, dice] of list) {
          const before = state().content;
          // too large a drawing would make the test slow, not better
          if (graphOf(before).nodes.length > 40 && ['paste', 'add', 'insert'].includes(name)) continue;
          const command = EDITS[name]!(before, dice);
          if (command) state().run(command);
          if (state().content !== before) met.add(name);
        }
        const end = state().content;
        expect(documentSchema.safeParse(end.document).error).toBeUndefined();
        expect(strayWaypoints(end.document)).toEqual([]);

        for (let i = 0; i < 200; i += 1) state().undo();
        expect(state().history.past).toEqual([]);
        expect(state().content).toEqual(start);
        expect(serializeDocument(state().content.document)).toBe(serializeDocument(start.document));

        for (let i = 0; i < 200; i += 1) state().redo();
        expect(state().history.future).toEqual([]);
        expect(state().content).toEqual(end);
      }),
      { numRuns: 40 },
    );
    // none of the commands was only tried
    expect([...met].sort()).toEqual(Object.keys(EDITS).sort());
  }, 120_000);
});
