import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import simsiam from '../../../templates/simsiam.json' with { type: 'json' };
import { examine } from '../../analysis/examine.ts';
import { defined } from '../../base/assert.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import { hashProgram } from '../../ir/hash.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { fakeRunStores } from '../../runtime/testing/fake-run-stores.ts';
import { FakeTrainer } from '../../runtime/testing/fake-trainer.ts';
import { keptRunWith } from '../../runtime/testing/kept-run.ts';
import { createReplayStore, type ReplayStore } from './replay-store.ts';
import { replayWords } from './replay-words.ts';

const parsed = parseDocument(JSON.stringify(simsiam));
const document = defined(parsed.ok ? parsed.value : null, 'the template can be read');
const compile = (drawing: typeof document, preset: string | null) =>
  examine(drawing, registry, preset === null ? {} : { preset });
const program = defined(compile(document, 'browser').program, 'the template compiles');

/** Of the first steps of a longer run, as the fake trainer's losses go. */
const kept = (losses: readonly number[], about: Partial<KeptRun> = {}): KeptRun =>
  keptRunWith(document, losses, {
    name: 'SimSiam',
    preset: 'browser',
    program: hashProgram(program),
    steps: program.steps,
    seed: 11,
    fingerprint: null,
    backend: { backend: 'wasm', threads: 1 },
    ...about,
  });
const LOSSES = [1, 1 / 2, 1 / 3];

let trainer: FakeTrainer;
let store: ReplayStore;
let refused: readonly Diagnostic[];
let absent: readonly string[];

beforeEach(() => {
  refused = [];
  absent = [];
  trainer = new FakeTrainer();
  const running = fakeRunStores((made) => {
    trainer = made;
    for (const backend of absent) made.absent.add(backend);
  });
  store = createReplayStore({
    compile,
    mainRun: running.create(),
    createRunStore: running.create,
    processors: 2,
    refuse: (problems) => (refused = problems),
  });
});
afterEach(() => store.getState().close());

async function replay(run: KeptRun, trainTo = run.step) {
  store.getState().begin(run);
  await vi.waitFor(() => expect(trainer.starts).toHaveLength(1));
  trainer.trainTo(program, trainTo);
  await vi.waitFor(() => expect(store.getState().replay!.running).toBe(false));
  return store.getState().replay!;
}

test('a run comes out the same: its drawing, its seed, its backend, as many steps', async () => {
  const done = await replay(kept(LOSSES));
  expect(trainer.starts[0]!.options.seed).toBe(11);
  expect(trainer.opens[0]).toMatchObject({ backend: 'wasm', threads: 1 });
  expect(trainer.calls).toContain('stop');
  expect(done).toMatchObject({ otherProgram: false, comparison: { compared: 3, until: 3, first: null } });
  expect(replayWords(done)).toEqual({
    tone: 'ok',
    text: '“SimSiam, seed 11” came out the same: 3 values up to step 3 agree in every bit on WASM.',
  });
});

test('one that does not says from where, how much and why', async () => {
  const done = await replay(kept([1, 0.5, 0.3], { program: 'another' }));
  const { tone, text } = replayWords(done);
  expect(tone).toBe('warning');
  expect(text).toContain('differently on WASM, from step 3 on');
  expect(text).toContain('largest relative difference is 1.0e-1, in loss at step 3');
  expect(text).toContain('another program');
});

test('steps that go beyond those kept are not compared', async () => {
  expect((await replay(kept(LOSSES), 9)).comparison).toMatchObject({ compared: 3, until: 3, first: null });
});

test('where its backend is missing, another one trains and is named', async () => {
  absent = ['webgpu'];
  const done = await replay(kept([1, 0.4], { backend: { backend: 'webgpu', threads: 1 } }));
  expect(trainer.opens.map(({ backend }) => backend)).toEqual(['webgpu', 'auto']);
  expect(replayWords(done).text).toContain('on WASM, then on WebGPU');
  expect(replayWords(done).text).toContain('only the same one gives the same bits');
});

test('stopped early, it says how far it was compared', async () => {
  store.getState().begin(kept([...LOSSES, 1 / 4]));
  await vi.waitFor(() => expect(trainer.starts).toHaveLength(1));
  trainer.trainTo(program, 2);
  await vi.waitFor(() => expect(store.getState().replay!.step).toBe(2));
  store.getState().stop();
  await vi.waitFor(() => expect(store.getState().replay!.running).toBe(false));
  expect(replayWords(store.getState().replay!).text).toContain('It has 4 steps: what came after was not');
});

test.each([
  ['of two pieces', { mixed: true }, 'changed while it ran'],
  ['whose drawing has no loss', { preset: null, document: headless() }, 'cannot be run again'],
])('a run %s is refused', (_, about, words) => {
  store.getState().begin(kept(LOSSES, about));
  expect(refused).toMatchObject([{ code: 'RUN_NOT_REPLAYED' }]);
  expect(refused[0]!.message).toContain(words);
  expect(store.getState().replay).toBeNull();
});

function headless(): typeof document {
  const [stage, ...others] = document.stages;
  return { ...document, stages: [{ ...stage!, graph: { nodes: [], edges: [] } }, ...others] };
}
