import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { documentSchema, edgeId } from '../../document/schema.ts';
import { readClip } from '../clipboard/read-clip.ts';
import { writeClip } from '../clipboard/write-clip.ts';
import { clipOf } from '../clipboard/clip.ts';
import { graphOf, type Content } from '../store/content.ts';
import { EMPTY_HISTORY, perform, undo } from '../store/history.ts';
import { packNodes } from './pack-nodes.ts';
import { pasteNodes, type PasteOptions } from './paste-nodes.ts';

const simclr: Content = {
  document: {
    ...drawing(SIMCLR.nodes, SIMCLR.wires),
    presets: {
      p: {
        title: 'P',
        nodes: { encoder: { widths: [2] }, ntXent: { temperature: 0.1 } },
        types: { projector: 'head.linear' },
        bypassed: { normalize: true },
        run: {},
      },
    },
    view: { positions: { encoder: { x: 10, y: 20 } }, frames: [], comments: [], waypoints: {} },
  },
  preset: null,
};
const BY = { by: { x: 40, y: 40 } };

/** The content with nodes copied from `from` and pasted into `into`. */
function pasted(into: Content, ids: string[], options: PasteOptions = BY, from: Content = into): Content {
  const pasting = pasteNodes(into, registry, clipOf(from, ids)!, options);
  if (!pasting.ok) throw new Error(pasting.problems[0]!.message);
  return produce(into, pasting.value.command.apply);
}

const added = (now: Content, before = simclr) => {
  const old = new Set(graphOf(before).edges.map(edgeId));
  return graphOf(now)
    .edges.map(edgeId)
    .filter((id) => !old.has(id));
};

describe('pasteNodes', () => {
  it('gives nodes fresh names and keeps the wires among them', () => {
    const now = pasted(simclr, ['encoder', 'projector']);
    expect(
      graphOf(now)
        .nodes.map(({ id }) => id)
        .slice(-2),
    ).toEqual(['encoder2', 'projector2']);
    expect(added(now)).toEqual(['encoder2.embedding->projector2.embedding']);
    expect(now.document.view.positions['encoder2']).toEqual({ x: 50, y: 60 });
    const again = pasted(now, ['encoder2']);
    expect(graphOf(again).nodes.at(-1)?.id).toBe('encoder3');
    expect(documentSchema.safeParse(again.document).success).toBe(true);
  });

  it('keeps incoming wires where asked to, if what they come from is here', () => {
    const linked = { ...BY, linked: true };
    expect(added(pasted(simclr, ['encoder'], linked))).toEqual(['augment.images->encoder2.images']);
    expect(added(pasted(simclr, ['encoder']))).toEqual([]);
    const empty: Content = { document: drawing({}, []), preset: null };
    const elsewhere = pasted(empty, ['encoder', 'projector'], linked, simclr);
    expect(graphOf(elsewhere).edges.map(edgeId)).toEqual(['encoder.embedding->projector.embedding']);
  });

  it('brings along what presets of the same name say', () => {
    const { presets } = pasted(simclr, ['encoder', 'projector', 'normalize']).document;
    expect(presets['p']).toMatchObject({
      nodes: { encoder: { widths: [2] }, encoder2: { widths: [2] } },
      types: { projector2: 'head.linear' },
      bypassed: { normalize: true, normalize2: true },
    });
  });

  it('brings composites along; one that is here already is the same type', () => {
    const packing = packNodes(simclr, registry, ['encoder', 'projector'], 'Tower')!;
    const packed = produce(simclr, packing.command.apply);
    const here = pasted(packed, ['tower']);
    expect(Object.keys(here.document.composites)).toEqual(['tower']);
    const empty: Content = { document: drawing({}, []), preset: null };
    const there = pasted(empty, ['tower'], BY, packed);
    expect(there.document.composites).toEqual(packed.document.composites);
    const codes = compile(there.document, registry).diagnostics.map(({ code }) => code);
    expect(codes).not.toContain('GRAPH_UNKNOWN_NODE_TYPE');

    const other = produce(packed, ({ document }) => {
      document.composites['tower']!.title = 'Another';
    });
    const both = pasted(other, ['tower'], BY, packed);
    expect(Object.keys(both.document.composites)).toEqual(['tower', 'tower2']);
    expect(graphOf(both).nodes.at(-1)).toMatchObject({ id: 'tower2', type: 'composite.tower2' });
  });

  it('renames composites inside others with them', () => {
    const inner = produce(simclr, packNodes(simclr, registry, ['encoder'], 'Inner')!.command.apply);
    const outer = produce(inner, packNodes(inner, registry, ['inner', 'projector'], 'Outer')!.command.apply);
    const changed = produce(outer, ({ document }) => {
      document.composites['inner']!.title = 'Another';
    });
    const both = pasted(changed, ['outer'], BY, outer).document.composites;
    expect(Object.keys(both)).toEqual(['inner', 'outer', 'inner2', 'outer2']);
    expect(both['outer2']!.graph.nodes[0]!.type).toBe('composite.inner2');
  });

  it('brings frames and comments along under fresh ids, moved as the nodes are', () => {
    const noted = produce(simclr, ({ document }) => {
      document.view.frames.push({ id: 'frame', title: 'Student', x: 0, y: 10, width: 300, height: 200 });
      document.view.comments.push({ id: 'comment', text: 'why?', x: 5, y: 250, width: 200, height: 60 });
      document.view.comments.push({ id: 'comment2', text: 'another', x: 0, y: 0, width: 200, height: 60 });
    });
    const clip = clipOf(noted, ['encoder'], ['frame:frame', 'comment:comment'])!;
    const read = readClip(writeClip(clip));
    expect(read.ok && read.value).toEqual(clip);
    const pasting = pasteNodes(noted, registry, clip, BY);
    if (!pasting.ok) return never();
    expect(pasting.value.notes).toEqual(['frame:frame2', 'comment:comment3']);
    const now = perform({ content: noted, history: EMPTY_HISTORY }, pasting.value.command);
    const { frames, comments } = now.content.document.view;
    expect(frames.slice(1)).toEqual([
      { id: 'frame2', title: 'Student', x: 40, y: 50, width: 300, height: 200 },
    ]);
    expect(comments.slice(2)).toEqual([
      { id: 'comment3', text: 'why?', x: 45, y: 290, width: 200, height: 60 },
    ]);
    expect(documentSchema.safeParse(now.content.document).success).toBe(true);
    expect(undo(now).content).toEqual(noted);
    expect(now.history.past).toHaveLength(1);
  });

  it('takes frames and comments without nodes', () => {
    const noted = produce(simclr, ({ document }) => {
      document.view.frames.push({ id: 'frame', title: '', x: 0, y: 0, width: 300, height: 200 });
    });
    const clip = clipOf(noted, [], ['frame:frame'])!;
    expect(readClip(writeClip(clip)).ok).toBe(true);
    const pasting = pasteNodes(simclr, registry, clip, { ...BY, verb: 'Duplicate' });
    expect(pasting.ok && pasting.value.command.name).toBe('Duplicate a frame');
    expect(pasting.ok && pasting.value.notes).toEqual(['frame:frame']);
    expect(clipOf(noted, [], ['frame:gone'])).toBeNull();
  });

  it('is one step, and undone leaves nothing behind', () => {
    const pasting = pasteNodes(simclr, registry, clipOf(simclr, ['encoder', 'ntXent'])!, BY);
    const now = perform(
      { content: simclr, history: EMPTY_HISTORY },
      pasting.ok ? pasting.value.command : never(),
    );
    expect(now.history.past.map(({ name }) => name)).toEqual(['Paste 2 nodes']);
    expect(undo(now).content).toEqual(simclr);
  });

  it('refuses what would make a drawing that cannot be opened again', () => {
    const nodes = Array.from({ length: 3000 }, (_, i) => [`n${i}`, ['math.relu']] as const);
    const many: Content = { document: drawing(Object.fromEntries(nodes), []), preset: null };
    const clip = clipOf(
      many,
      nodes.map(([id]) => id),
    )!;
    const pasting = pasteNodes(many, registry, clip, BY);
    expect(!pasting.ok && pasting.problems.map(({ code }) => code)).toEqual(['CLIP_TOO_MANY']);
  });
});

function never(): never {
  throw new Error('it can be pasted');
}
