import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../workers/protocol.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { runFingerprint } from './run-fingerprint.ts';
import { reduceRun } from './reduce-run.ts';
import { IDLE_RUN, secondsLeft, type RunAction, type RunState } from './run-state.ts';
import { seriesSteps, seriesValues } from './series.ts';
import { checkpointOf } from './testing/fake-trainer.ts';
import { tinyProgram } from './testing/tiny-program.ts';

const STARTING: RunAction = { kind: 'starting', fresh: true, paused: false, steps: 100 };
const started = (step = 0): RunEvent => ({
  kind: 'started',
  backend: 'wasm',
  parameters: 5,
  step,
  steps: 100,
});
const step = (n: number, seconds: number): RunEvent => ({
  kind: 'step',
  step: n,
  loss: 10 / n,
  losses: { optimiser: 10 / n },
  learningRate: 0.1,
  seconds,
});
const probe = (n: number, knn: number, untrained: number | null): RunEvent => ({
  kind: 'probe',
  step: n,
  node: 'retrieval',
  metrics: { knn },
  untrained: untrained === null ? null : { knn: untrained },
});
const after = (actions: readonly RunAction[], from: RunState = IDLE_RUN) => actions.reduce(reduceRun, from);

/** What can be seen of a run: curves as plain lists. */
function visible(run: RunState) {
  const list = (series: RunState['loss']) => [[...seriesSteps(series)], [...seriesValues(series)]];
  const probes = Object.entries(run.probes).map(([node, { metrics, untrained }]) => [
    node,
    untrained,
    Object.entries(metrics).map(([name, series]) => [name, list(series)]),
  ]);
  return { ...run, loss: list(run.loss), losses: null, learningRate: list(run.learningRate), probes };
}

test('a run goes from idle to finished', () => {
  let run = after([STARTING]);
  expect(run).toMatchObject({ status: 'starting', steps: 100 });
  run = after([started(), probe(0, 0.2, 0.2), step(1, 1), step(2, 1.5), probe(2, 0.3, 0.2)], run);
  expect(run).toMatchObject({ status: 'running', step: 2, parameters: 5 });
  expect(visible(run).loss).toEqual([
    [1, 2],
    [10, 5],
  ]);
  expect(run.probes['retrieval']!.untrained).toEqual({ knn: 0.2 });
  expect([...seriesValues(run.probes['retrieval']!.metrics['knn']!)]).toEqual([0.2, 0.3]);
  expect(after([{ kind: 'paused', step: 2 }], run).status).toBe('paused');
  const memory = { tensors: 1, bytes: 2, gpuBytes: null, gpuAllocated: null };
  const finished = {
    kind: 'finished',
    step: 2,
    reason: 'stopped',
    seconds: 2,
    stepsPerSecond: 1,
    memory,
  } as const;
  run = after([{ ...finished, digest: 'd' }], run);
  expect(run).toMatchObject({
    status: 'finished',
    memory,
    finish: { reason: 'stopped', stepsPerSecond: 1, digest: 'd' },
  });
  expect(runFingerprint(run)).toMatch(/^([0-9a-f]{4} ){3}[0-9a-f]{4}$/);
  expect(runFingerprint({ ...run, loss: run.learningRate })).not.toBe(runFingerprint(run));
});

test('the first step, which compiles kernels, does not enter the speed', () => {
  const run = after([STARTING, started(), step(1, 8), step(2, 8.5), step(3, 9)]);
  expect(run.clock.secondsPerStep).toBeCloseTo(0.5);
  expect(secondsLeft(run)).toBeCloseTo(97 * 0.5);
  expect(secondsLeft(after([STARTING, started(), step(1, 8)]))).toBeNull();
});

test('a run that goes on keeps its curves up to its checkpoint, and its untrained values', () => {
  const before = after([
    STARTING,
    started(),
    probe(0, 0.2, 0.2),
    step(1, 1),
    step(2, 2),
    step(3, 3),
    probe(3, 0.4, null),
  ]);
  const checkpoint = checkpointOf(tinyProgram(), 2);
  const failed = after(
    [
      { kind: 'checkpoint', checkpoint },
      { kind: 'failed', step: 3, diagnostic: diagnose('RUN_DEVICE_LOST', { detail: 'reset' }) },
    ],
    before,
  );
  expect(failed).toMatchObject({ status: 'failed', checkpoint, diagnostics: [{ code: 'RUN_DEVICE_LOST' }] });
  const run = after([{ ...STARTING, fresh: false, paused: true } as RunAction, started(2)], failed);
  expect(run).toMatchObject({ status: 'paused', step: 2, diagnostics: [], clock: { secondsPerStep: null } });
  expect(visible(run).loss[0]).toEqual([1, 2]);
  expect([...seriesSteps(run.probes['retrieval']!.metrics['knn']!)]).toEqual([0]);
  expect(run.probes['retrieval']!.untrained).toEqual({ knn: 0.2 });
  expect(after([{ ...STARTING, fresh: true } as RunAction], failed).checkpoint).toBeNull();
});

test('a broken or abandoned run says so', () => {
  const diagnostics = [diagnose('RUN_WORKER_CRASHED', { detail: 'x' })];
  expect(after([STARTING, { kind: 'broke', diagnostics }])).toMatchObject({ status: 'failed', diagnostics });
  expect(after([STARTING, { kind: 'abandoned' }])).toMatchObject({
    status: 'finished',
    finish: { reason: 'stopped' },
  });
});

test('batching makes no difference, and old states stay as they were', () => {
  const event = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(100)).map(([n, s]) => step(n, s)),
    fc.integer({ min: 0, max: 30 }).map((n) => probe(n, n / 30, n > 10 ? 0.5 : null)),
    fc.integer({ min: 0, max: 30 }).map((n) => started(n)),
    fc.constant<RunEvent>({ kind: 'paused', step: 1 }),
    fc.constant<RunEvent>({ kind: 'resumed', step: 1 }),
  );
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 60 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
      (events, sizes) => {
        const seen: [RunState, unknown][] = [];
        let batched = after([STARTING]);
        for (let at = 0; at < events.length;) {
          const size = sizes.next().value as number;
          batched = after(events.slice(at, at + size), batched);
          seen.push([batched, structuredClone(visible(batched))]);
          at += size;
        }
        expect(visible(batched)).toEqual(visible(after([STARTING, ...events])));
        for (const [state, was] of seen) expect(visible(state)).toEqual(was);
      },
    ),
  );
});

test('pictures of a probe are kept with their steps, and forgotten where the run goes back', () => {
  const pictured = (n: number): RunEvent => ({
    kind: 'probe',
    step: n,
    node: 'embeddingProbe',
    metrics: {},
    untrained: null,
    picture: { spectrum: Float32Array.of(n), side: 0, similarity: new Float32Array() },
  });
  const steps = (run: RunState) => run.probes['embeddingProbe']!.pictures.map(({ step: at }) => at);
  const run = after([STARTING, started(), pictured(0), pictured(10), pictured(20), probe(20, 0.3, null)]);
  expect(steps(run)).toEqual([0, 10, 20]);
  const back = after([{ kind: 'starting', fresh: false, paused: false, steps: 100 }, started(10)], run);
  expect(steps(back)).toEqual([0, 10]);
});
