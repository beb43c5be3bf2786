import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SampleImages } from '../../../workers/protocol.ts';
import { failure, success } from '../../base/outcome.ts';
import type { SampleBlock } from '../../compiler/compile-samples.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import { registry } from '../../../nodes/index.ts';
import { templates } from '../../../templates/index.ts';
import { deleteElements } from '../commands/delete-elements.ts';
import { moveNodes } from '../commands/move-nodes.ts';
import { setParam } from '../commands/set-param.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { createSampleStore } from './sample-store.ts';

interface Call {
  readonly block: SampleBlock;
  readonly step: number;
  readonly answer: (answer: Checked<SampleImages>) => void;
}

const image = (mark: number): SampleImages => ({
  count: 8,
  height: 1,
  width: 1,
  pixels: new Uint8ClampedArray(32).fill(mark),
});

function setUp() {
  const { document } = templates.find(({ id }) => id === 'simclr')!;
  const parsed = parseDocument(JSON.stringify(document));
  if (!parsed.ok) throw new Error('a template can be read');
  const editor = createEditorStore({ document: parsed.value, preset: null });
  const calls: Call[] = [];
  const store = createSampleStore(
    editor,
    registry,
    (block, { step }) => new Promise((answer) => calls.push({ block, step, answer })),
  );
  const settle = async (call: Call | undefined, answer: Checked<SampleImages>) => {
    call!.answer(answer);
    await vi.advanceTimersByTimeAsync(0);
  };
  const shown = (node: string) => store.getState().byNode.get(node);
  return { editor, store, calls, settle, shown };
}

const pass = () => vi.advanceTimersByTimeAsync(200);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the sample store', () => {
  it('computes nothing before it is told to begin', async () => {
    const { store, calls } = setUp();
    store.getState().watch('augment');
    await pass();
    expect(calls).toHaveLength(0);
    store.getState().wait();
    expect(store.getState().phase).toBe('onRequest');
    store.getState().begin();
    expect(calls).toHaveLength(1);
    expect(calls[0]!.block).toMatchObject({ dataset: 'emoji', images: 4, views: 2 });
  });

  it('computes one sample at a time, for the nodes that are watched', async () => {
    const { store, calls, settle, shown } = setUp();
    store.getState().begin();
    store.getState().watch('images');
    store.getState().watch('augment');
    await pass();
    expect(calls).toHaveLength(1);
    await settle(calls[0], success(image(1)));
    expect(shown('images')).toMatchObject({ kind: 'images', views: 1, images: image(1) });
    expect(calls).toHaveLength(2);
    await settle(calls[1], success(image(2)));
    expect(shown('augment')).toMatchObject({ kind: 'images', views: 2, images: image(2) });
    await pass();
    expect(calls).toHaveLength(2);
  });

  it('follows a param, keeps what it showed until then, and knows what it computed before', async () => {
    const { editor, store, calls, settle, shown } = setUp();
    store.getState().begin();
    store.getState().watch('augment');
    await pass();
    await settle(calls[0], success(image(1)));
    const before = shown('augment');
    editor.getState().run(setParam('augment', 'cropScaleMin', 0.7));
    await pass();
    expect(shown('augment')).toBe(before);
    expect(calls).toHaveLength(2);
    await settle(calls[1], success(image(2)));
    expect(shown('augment')).toMatchObject({ images: image(2) });
    editor.getState().undo();
    await pass();
    expect(shown('augment')).toMatchObject({ images: image(1) });
    expect(calls).toHaveLength(2);
  });

  it('skips the values a slider passed through while it was busy', async () => {
    const { editor, store, calls, settle } = setUp();
    store.getState().begin();
    store.getState().watch('augment');
    await pass();
    for (const value of [0.3, 0.4, 0.5]) {
      editor.getState().run(setParam('augment', 'cropScaleMin', value));
      await pass();
    }
    expect(calls).toHaveLength(1);
    await settle(calls[0], success(image(1)));
    expect(calls).toHaveLength(2);
    const crop = calls[1]!.block.block.feeds.find(({ id }) => id === 'augment.crop')!;
    expect(crop.source).toMatchObject({ sampler: { scale: [0.5, 1] } });
  });

  it('does not compute for a node that is gone, nor for one that moves', async () => {
    const { editor, store, calls, settle, shown } = setUp();
    store.getState().begin();
    store.getState().watch('images');
    const leave = store.getState().watch('augment');
    await pass();
    editor.getState().run(deleteElements(['augment'], []));
    leave();
    await pass();
    await settle(calls[0], success(image(1)));
    expect(calls).toHaveLength(1);
    expect(shown('augment')).toBeUndefined();
    editor.getState().run(moveNodes({ images: { x: 5, y: 5 } }));
    await pass();
    expect(calls).toHaveLength(1);
  });

  it('tells whether samples that are wanted are on their way', async () => {
    const { editor, store, calls, settle } = setUp();
    const { watch, awaited, begin } = store.getState();
    expect(awaited()).toBe(false);
    watch('augment');
    expect(awaited()).toBe(true);
    begin();
    await settle(calls[0], success(image(1)));
    expect(awaited()).toBe(false);
    editor.getState().run(setParam('augment', 'views', 3));
    expect(awaited()).toBe(true);
    await pass();
    await settle(calls[1], failure([]));
    expect(awaited()).toBe(false);
  });

  it('awaits nothing that only a person can ask for', () => {
    const { store } = setUp();
    store.getState().watch('augment');
    store.getState().wait();
    expect(store.getState().awaited()).toBe(false);
  });

  it('draws others at the next step', async () => {
    const { store, calls, settle } = setUp();
    store.getState().begin();
    store.getState().watch('augment');
    await pass();
    await settle(calls[0], success(image(1)));
    store.getState().drawOthers();
    expect(calls.map(({ step }) => step)).toEqual([0, 1]);
  });

  it('says that there is nothing where a fault is upstream, and why a sample failed', async () => {
    const { editor, store, calls, settle, shown } = setUp();
    store.getState().begin();
    store.getState().watch('augment');
    await pass();
    await settle(calls[0], failure([diagnose('RUN_DATA_MISSING', { dataset: 'Emoji', detail: 'HTTP 404' })]));
    expect(shown('augment')).toMatchObject({ kind: 'failed', reason: expect.stringContaining('Emoji') });
    editor.getState().run(deleteElements(['images'], []));
    await pass();
    expect(shown('augment')).toEqual({ kind: 'none' });
    expect(calls).toHaveLength(1);
  });
});
