import { describe, expect, it } from 'vitest';
import { assert } from '../../base/assert.ts';
import { emptyDocument } from '../../document/empty.ts';
import { parseDocument } from '../../document/parse.ts';
import { serializeDocument } from '../../document/serialize.ts';
import { replaceDocument } from '../commands/replace-document.ts';
import { setMeta } from '../commands/set-meta.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { smallDocument } from '../store/small-document.ts';
import { EVERY_MS, keepSnapshots } from './automatic-snapshots.ts';

function open(first = smallDocument('First'), templates = [smallDocument('Template')]) {
  const store = createEditorStore({ document: first, preset: null });
  const kept: string[] = [];
  const clock = { time: 0 };
  const automatic = keepSnapshots(
    store,
    (kind, { document }) => kept.push(`${kind} ${document.meta.title}`),
    () => templates,
    () => clock.time,
  );
  const openDocument = (document = smallDocument('Next')) => {
    automatic.beforeOpening(document);
    store.getState().run(replaceDocument(document));
  };
  const rename = (title: string) => store.getState().run(setMeta('title', title));
  return { kept, clock, openDocument, rename, templates };
}

describe('automatic snapshots', () => {
  it('the drawing before is kept when another is opened', () => {
    const { kept, openDocument } = open();
    openDocument();
    expect(kept).toEqual(['opened First']);
  });

  it('one that was opened and not changed is not kept, one that was changed is', () => {
    const { kept, openDocument, rename, templates } = open();
    openDocument(templates[0]);
    openDocument();
    expect(kept).toEqual(['opened First']);
    rename('Changed');
    openDocument();
    expect(kept).toEqual(['opened First', 'opened Changed']);
  });

  it('a template that was stored and read again is not kept, a changed one is', () => {
    const template = smallDocument('Template');
    const { nodes, edges } = template.stages[0]!.graph;
    const other = {
      ...template,
      stages: [{ ...template.stages[0]!, graph: { edges, nodes } }],
      view: { ...template.view, positions: { z: { x: 1, y: 2 }, a: { x: 3, y: 4 } } },
    };
    const stored = parseDocument(serializeDocument(other));
    assert(stored.ok, 'the template can be read again');
    expect(JSON.stringify(stored.value)).not.toBe(JSON.stringify(other));
    const { kept, openDocument, rename } = open(stored.value, [template, other]);
    openDocument();
    expect(kept).toEqual([]);
    openDocument(smallDocument('Template'));
    rename('Template, changed');
    openDocument();
    expect(kept).toEqual(['opened Template, changed']);
  });

  it('is written before the templates have been read, and said to be needless where it is one of them', async () => {
    const asked: { title: string; needless: Promise<boolean> | undefined }[] = [];
    let read: (all: ReturnType<typeof smallDocument>[]) => void = () => undefined;
    const templates = new Promise<ReturnType<typeof smallDocument>[]>((resolve) => (read = resolve));
    const store = createEditorStore({ document: smallDocument('Template'), preset: null });
    const automatic = keepSnapshots(
      store,
      (_, { document }, needless) => asked.push({ title: document.meta.title, needless }),
      () => templates,
    );
    automatic.beforeOpening(smallDocument('Next'));
    store.getState().run(setMeta('title', 'Mine'));
    automatic.beforeOpening(smallDocument('Next'));
    expect(asked.map(({ title }) => title)).toEqual(['Template', 'Mine']);
    read([smallDocument('Template')]);
    expect(await Promise.all(asked.map(({ needless }) => needless))).toEqual([true, false]);
  });

  it('is kept where the templates cannot be read', async () => {
    const store = createEditorStore({ document: smallDocument('Mine'), preset: null });
    const needless: (Promise<boolean> | undefined)[] = [];
    const automatic = keepSnapshots(
      store,
      (_, __, said) => needless.push(said),
      () => Promise.reject(new Error('no network')),
    );
    automatic.beforeOpening(smallDocument('Next'));
    expect(await Promise.all(needless)).toEqual([false]);
  });

  it('an empty drawing is not kept', () => {
    const { kept, openDocument, rename } = open(emptyDocument());
    rename('Still empty');
    openDocument();
    expect(kept).toEqual([]);
  });

  it('editing keeps one every five minutes, rest keeps none', () => {
    const { kept, clock, rename } = open();
    rename('a');
    clock.time = EVERY_MS - 1;
    rename('b');
    expect(kept).toEqual([]);
    clock.time = EVERY_MS;
    rename('c');
    rename('d');
    expect(kept).toEqual(['time c']);
    clock.time = 3 * EVERY_MS;
    expect(kept).toEqual(['time c']);
    rename('e');
    expect(kept).toEqual(['time c', 'time e']);
  });
});
