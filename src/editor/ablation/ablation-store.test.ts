import { afterEach, expect, test, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import simsiam from '../../../templates/simsiam.json' with { type: 'json' };
import { examine } from '../../analysis/examine.ts';
import { parseDocument } from '../../document/parse.ts';
import { fakeRunStores } from '../../runtime/testing/fake-run-stores.ts';
import type { FakeTrainer } from '../../runtime/testing/fake-trainer.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { createAblationStore } from './ablation-store.ts';
import type { AblationStore } from './ablation.ts';

let store: AblationStore;
let trainers: readonly FakeTrainer[];

function setUp() {
  const parsed = parseDocument(JSON.stringify(simsiam));
  if (!parsed.ok) throw new Error('the template can be read');
  const running = fakeRunStores();
  trainers = running.trainers;
  const mainRun = running.create();
  const editor = createEditorStore({ document: parsed.value, preset: 'browser' });
  const compile = (document: typeof parsed.value, preset: string | null) =>
    examine(document, registry, preset === null ? {} : { preset });
  store = createAblationStore({ editor, compile, mainRun, createRunStore: running.create, processors: 2 });
  return { editor, mainRun, compile };
}

afterEach(async () => {
  store.getState().close();
  await vi.waitFor(() => expect(store.getState().ablation).toBeNull());
});

/** Both have begun. */
const begun = (count: number) =>
  vi.waitFor(() => expect(trainers.flatMap(({ starts }) => starts)).toHaveLength(count));

/** Lets both runs take steps with these losses and end. */
function train(...losses: readonly (readonly number[])[]): void {
  const present = trainers.slice(-2);
  losses.forEach((values, side) => {
    const trainer = present[side]!;
    void trainer.emit(
      values.map((loss, i) => ({
        kind: 'step',
        step: i + 1,
        loss,
        losses: { optimiser: loss },
        learningRate: 0.1,
        seconds: i,
      })),
    );
    void trainer.emit([
      {
        kind: 'finished',
        step: values.length,
        reason: 'complete',
        seconds: 1,
        stepsPerSecond: 1,
        digest: 'a',
        memory: { tensors: 0, bytes: 0, gpuBytes: null, gpuAllocated: null },
      },
    ]);
  });
}

test('trains the drawing and the drawing without the node, from one seed on one thread each', async () => {
  setUp();
  store.getState().begin(['stopGradient']);
  await begun(2);
  const [whole, without] = trainers.map(({ starts }) => starts[0]!);
  expect(whole!.options.seed).toBe(without!.options.seed);
  // gradient goes where it was stopped before
  expect(without!.program.step.operations.length).toBeGreaterThan(whole!.program.step.operations.length);
  expect(trainers.map(({ opens }) => opens[0]!.threads)).toEqual([1, 1]);
});

test('keeps what came of each seed, and goes on to the next', async () => {
  setUp();
  store.getState().begin(['stopGradient']);
  await begun(2);
  const one = Array.from({ length: 60 }, () => 1);
  train(
    one,
    one.map((_, i) => 1 - i / 10),
  );
  await vi.waitFor(() => expect(store.getState().ablation!.results).toHaveLength(1));
  const [result] = store.getState().ablation!.results;
  expect(result).toMatchObject({ seed: 1, differ: 2, losses: { with: 1 } });
  expect(result!.apart).toBeLessThan(10);
  expect(result!.losses.without).toBeCloseTo(1 - 5.45, 6);
  store.getState().again();
  await begun(4);
  expect(store.getState().ablation).toMatchObject({ seed: 2, running: true, results: [{ seed: 1 }] });
  expect(trainers.flatMap(({ starts }) => starts.map(({ options }) => options.seed))).toEqual([1, 2, 1, 2]);
});

test('refuses what cannot be trained without the node, and says why', async () => {
  setUp();
  store.getState().begin(['images']);
  await vi.waitFor(() => expect(store.getState().refusal.length).toBeGreaterThan(0));
  expect(store.getState()).toMatchObject({ ablation: null, asked: 1 });
  expect(trainers).toHaveLength(0);
});

test('pauses the run of the window, and leaves the drawing as it is', async () => {
  const { editor, mainRun, compile } = setUp();
  const { content } = editor.getState();
  mainRun.getState().train(compile(content.document, content.preset), 1);
  await vi.waitFor(() => expect(mainRun.getState().run.status).toBe('running'));
  store.getState().begin(['stopGradient']);
  await vi.waitFor(() => expect(trainers[0]!.calls).toContain('pause'));
  expect(editor.getState().content).toBe(content);
  await begun(3);
  mainRun.getState().reset();
});
