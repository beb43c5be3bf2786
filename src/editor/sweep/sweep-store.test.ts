import { afterEach, expect, test, vi } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import simclr from '../../../templates/simclr.json' with { type: 'json' };
import type { RunEvent } from '../../../workers/protocol.ts';
import { examine } from '../../analysis/examine.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import { fakeRunStores } from '../../runtime/testing/fake-run-stores.ts';
import type { FakeTrainer } from '../../runtime/testing/fake-trainer.ts';
import { seriesValues } from '../../runtime/series.ts';
import { createEditorStore } from '../store/editor-store.ts';
import { createSweepStore, type SweepPlan, type SweepStore } from './sweep-store.ts';

let store: SweepStore;
let trainers: readonly FakeTrainer[];
let kept: KeptRun[];

function setUp() {
  const parsed = parseDocument(JSON.stringify(simclr));
  if (!parsed.ok) throw new Error('the template can be read');
  const running = fakeRunStores();
  trainers = running.trainers;
  kept = [];
  store = createSweepStore({
    editor: createEditorStore({ document: parsed.value, preset: 'browser' }),
    compile: (document, preset) => examine(document, registry, preset === null ? {} : { preset }),
    mainRun: running.create(),
    createRunStore: running.create,
    keep: (run) => kept.push(run),
    nodeTitle: (_, node) => node,
  });
}

afterEach(() => store.getState().trainer?.getState().reset());

const plan = (values: readonly number[], seeds: readonly number[]): SweepPlan => ({
  node: 'ntXent',
  param: 'temperature',
  title: 'Temperature of NT-Xent',
  values,
  seeds,
});
const starts = () => trainers.flatMap((trainer) => trainer.starts);
const begun = (count: number) => vi.waitFor(() => expect(starts()).toHaveLength(count));

/** Lets the present run take one step with this loss, and end as if it had taken all. */
function end(loss: number, last?: RunEvent): void {
  const trainer = trainers.findLast((one) => one.starts.length > 0)!;
  const { steps } = trainer.starts.at(-1)!.program;
  const step = { step: 1, loss, losses: { optimiser: loss }, learningRate: 0.1, seconds: 1 };
  const memory = { tensors: 0, bytes: 0, gpuBytes: null, gpuAllocated: null };
  const about = { step: steps, seconds: 1, stepsPerSecond: 1, digest: 'a', memory } as const;
  void trainer.emit([{ kind: 'step', ...step }, last ?? { kind: 'finished', reason: 'complete', ...about }]);
}

test('trains every value from every seed, one after another, and hands on each run', async () => {
  setUp();
  store.getState().begin(plan([0.1, 0.5], [1, 2]));
  for (const [index, loss] of [5, 4, 3, 2].entries()) {
    await begun(index + 1);
    end(loss);
  }
  await vi.waitFor(() => expect(store.getState().sweep!.running).toBe(false));
  expect(starts().map(({ options }) => options.seed)).toEqual([1, 2, 1, 2]);
  const { ended } = store.getState().sweep!;
  expect(ended.map(({ value, kept }) => [value, kept.seed, ...seriesValues(runStateOf(kept).loss)])).toEqual([
    [0.1, 1, 5],
    [0.1, 2, 4],
    [0.5, 1, 3],
    [0.5, 2, 2],
  ]);
  expect(kept).toEqual(ended.map(({ kept }) => kept));
  expect(
    kept.map(
      ({ document }) =>
        document.stages[0]!.graph.nodes.find(({ id }) => id === 'ntXent')?.params['temperature'],
    ),
  ).toEqual([0.1, 0.1, 0.5, 0.5]);
  expect(new Set(kept.map(({ id }) => id)).size).toBe(4);
  expect(kept[0]!.name).toContain('Temperature of NT-Xent = 0.1');
});

test('a run that diverges is a result; one that is stopped ends the sweep', async () => {
  setUp();
  store.getState().begin(plan([0.1, 0.2, 0.3], [1]));
  await begun(1);
  const node = 'ntXent';
  const diagnostic = diagnose('RUN_NOT_FINITE', { step: 2, node, operation: 'exp' }, { node });
  end(9, { kind: 'failed', step: 2, diagnostic });
  await begun(2);
  expect(store.getState().sweep!.ended.map(({ kept }) => kept.verdict.kind)).toEqual(['diverged']);
  store.getState().stop();
  await vi.waitFor(() => expect(store.getState().sweep!.running).toBe(false));
  expect(store.getState().sweep!.ended).toHaveLength(1);
  expect(kept).toHaveLength(1);
});

test('what keeps one run from ending ends the sweep, and says why', async () => {
  setUp();
  store.getState().begin(plan([0.1, 0.2], [1]));
  await begun(1);
  end(9, { kind: 'failed', step: 1, diagnostic: diagnose('RUN_OUT_OF_MEMORY', { detail: 'test' }) });
  await vi.waitFor(() => expect(store.getState().sweep!.running).toBe(false));
  expect(store.getState().problems.map(({ code }) => code)).toContain('RUN_OUT_OF_MEMORY');
  expect(starts()).toHaveLength(1);
});

test('is refused as a whole where one of the values cannot be trained', () => {
  setUp();
  store.getState().begin({ ...plan([64, 1], [1]), node: 'images', param: 'batchSize' });
  expect(store.getState().sweep).toBeNull();
  expect(store.getState().problems.length).toBeGreaterThan(0);
  expect(trainers).toEqual([]);
});
