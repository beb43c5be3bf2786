import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import simsiam from '../../../templates/simsiam.json' with { type: 'json' };
import { examine } from '../../analysis/examine.ts';
import { defined } from '../../base/assert.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { createRunStore } from '../../runtime/run-store.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { FakeTrainer } from '../../runtime/testing/fake-trainer.ts';
import { FakeWorker } from '../../runtime/testing/fake-worker.ts';
import { setRun } from '../commands/set-run.ts';
import { effectiveRun } from '../store/content.ts';
import { createEditorStore, type EditorStore } from '../store/editor-store.ts';
import { EVERY_MS, keepRuns } from './run-keeper.ts';

const parsed = parseDocument(JSON.stringify(simsiam));
const document = defined(parsed.ok ? parsed.value : null, 'the template can be read');

let trainer: FakeTrainer;
let runStore: RunStore;
let editor: EditorStore;
let kept: KeptRun[];
let time: number;
let stop: () => void;
let keepFromNow: () => void;

beforeEach(() => {
  kept = [];
  time = 1;
  let id = 0;
  runStore = createRunStore({
    dataUrl: 'data/',
    wasmUrls: {},
    standby: false,
    createWorker: () => new FakeWorker((trainer = new FakeTrainer())).asWorker(),
  });
  editor = createEditorStore({ document, preset: 'browser' });
  keepFromNow = () => {
    stop = keepRuns({
      runStore,
      editor,
      keep: (run) => kept.push(run),
      seed: () => effectiveRun(editor.getState().content).seed,
      nodeTitle: (_, node) => node.toUpperCase(),
      now: () => time,
      newId: () => `run-${++id}`,
    });
  };
  keepFromNow();
});
afterEach(() => {
  stop();
  runStore.getState().reset();
});

const compiled = () => {
  const { content } = editor.getState();
  return examine(content.document, registry, { preset: content.preset! });
};
const running = () => vi.waitFor(() => expect(runStore.getState().run.status).toBe('running'));
async function train(seed = 1): Promise<void> {
  runStore.getState().train(compiled(), seed);
  await running();
}
async function trainTo(step: number): Promise<void> {
  trainer.trainTo(runStore.getState().program!, step);
  await vi.waitFor(() => expect(runStore.getState().run.step).toBe(step));
}

test('a run that is stopped is kept with its drawing, its seed and its curves', async () => {
  await train();
  await trainTo(3);
  runStore.getState().stop();
  await vi.waitFor(() => expect(kept).toHaveLength(1));
  expect(kept[0]).toMatchObject({
    id: 'run-1',
    document,
    preset: 'browser',
    seed: 1,
    step: 3,
    end: 'stopped',
    mixed: false,
    backend: { backend: 'wasm', threads: 1 },
    loss: { first: 1, values: [1, 1 / 2, 1 / 3] },
    verdict: { kind: 'too early' },
  });
  expect(kept[0]!.probes.every(({ node, title }) => title === node.toUpperCase())).toBe(true);
});

test('a run that makes way for another is kept, one that has no step is not', async () => {
  await train();
  runStore.getState().restart(compiled(), 1);
  await running();
  expect(kept).toEqual([]);
  await trainTo(2);
  runStore.getState().restart(compiled(), 1);
  expect(kept).toMatchObject([{ step: 2, end: 'stopped' }]);
  await running();
  await trainTo(1);
  runStore.getState().reset();
  expect(kept.map(({ id, step }) => [id, step])).toEqual([
    [kept[0]!.id, 2],
    [kept[1]!.id, 1],
  ]);
  expect(kept[0]!.id).not.toBe(kept[1]!.id);
});

test('a run that broke off by a number that is not finite has diverged', async () => {
  await train();
  await trainTo(2);
  const diagnostic = diagnose('RUN_NOT_FINITE', { step: 3, node: 'encoder', operation: 'matMul' });
  void trainer.emit([{ kind: 'failed', step: 3, diagnostic }]);
  await vi.waitFor(() => expect(kept).toHaveLength(1));
  expect(kept[0]).toMatchObject({ end: 'failed', verdict: { kind: 'diverged' } });
  expect(kept[0]!.verdict.evidence[0]).toBe(diagnostic.message);
});

test('a long run is kept while it goes on, and is the same entry when it ends', async () => {
  await train();
  await trainTo(99);
  time += EVERY_MS;
  expect(kept).toEqual([]);
  await trainTo(150);
  await vi.waitFor(() => expect(kept).toMatchObject([{ end: 'going' }]));
  const count = kept.length;
  await trainTo(160);
  expect(kept).toHaveLength(count);
  runStore.getState().stop();
  await vi.waitFor(() => expect(kept.at(-1)).toMatchObject({ end: 'stopped', step: 160 }));
  expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
});

test('going on with more steps leaves the run that was, and marks the other as of two pieces', async () => {
  await train();
  await trainTo(3);
  runStore.getState().stop();
  await vi.waitFor(() => expect(kept).toHaveLength(1));
  editor.getState().run(setRun({ steps: 5000 }));
  await train();
  await trainTo(4);
  runStore.getState().stop();
  await vi.waitFor(() => expect(kept).toHaveLength(2));
  expect(kept.map(({ id, step, mixed }) => [id, step, mixed])).toEqual([
    ['run-1', 3, false],
    ['run-2', 4, true],
  ]);
});

test('a run that was over, or had begun, before anything kept runs is kept too', async () => {
  stop();
  await train();
  await trainTo(3);
  editor.getState().setCompilation(compiled());
  keepFromNow();
  stop();
  runStore.getState().stop();
  await vi.waitFor(() => expect(runStore.getState().run.status).toBe('finished'));
  keepFromNow();
  expect(kept).toMatchObject([{ step: 3, seed: 1, mixed: false }]);
  stop();
  kept.length = 0;
  editor.getState().setCompilation(examine(document, registry, { preset: 'cifar10' }));
  keepFromNow();
  expect(kept).toMatchObject([{ step: 3, mixed: true }]);
});
