import { afterEach, describe, expect, test, vi } from 'vitest';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Program } from '../ir/program.ts';
import { createRunStore } from './run-store.ts';
import type { RunStore } from './run-store-state.ts';
import { FakeTrainer } from './testing/fake-trainer.ts';
import { FakeWorker } from './testing/fake-worker.ts';
import { compilationOf, tinyProgram } from './testing/tiny-program.ts';
import { seriesSteps } from './series.ts';

let store: RunStore;
let trainers: FakeTrainer[];
let workers: FakeWorker[];

/** What a worker that waits beside a run is told. */
const READY = ['prepare wasm emoji', 'open wasm'];

function setUp(
  prepare: (trainer: FakeTrainer) => void = () => undefined,
  options: { readonly standby?: boolean } = {},
) {
  trainers = [];
  workers = [];
  store = createRunStore({
    ...options,
    dataUrl: 'data/',
    wasmUrls: {},
    createWorker: () => {
      trainers.push(new FakeTrainer());
      prepare(trainers.at(-1)!);
      workers.push(new FakeWorker(trainers.at(-1)!));
      return workers.at(-1)!.asWorker();
    },
  });
}

afterEach(() => store.getState().reset());

const run = () => store.getState().run;
const train = (program: Program, seed = 1) => store.getState().train(compilationOf(program), seed);
const status = (wanted: string) => vi.waitFor(() => expect(run().status).toBe(wanted));

/** Trains to step 5 and pauses. */
async function pausedAtFive(program = tinyProgram()) {
  setUp();
  train(program, 7);
  await status('running');
  trainers[0]!.trainTo(program, 5);
  store.getState().pause();
  expect(store.getState().pending).toBe('pausing');
  await status('paused');
  expect(store.getState().pending).toBeNull();
  expect(run().step).toBe(5);
  return program;
}

test('trains, pauses, goes on and stops', async () => {
  await pausedAtFive();
  // compiled anew, but the same
  train(tinyProgram());
  await status('running');
  store.getState().stop();
  expect(store.getState().pending).toBe('stopping');
  await status('finished');
  expect(store.getState().pending).toBeNull();
  expect(run().backend).toMatchObject({ backend: 'wasm', reason: 'wasm it is.' });
  expect(trainers[0]!.calls).toEqual(['open auto', 'start', 'pause', 'resume', 'stop']);
});

test('refuses a drawing with errors with the first of them', () => {
  setUp();
  const warning = diagnose('GRAD_UNREACHABLE', { node: 'encoder' });
  const error = diagnose('GRAPH_NO_OPTIMISER', {});
  const compilation = compilationOf(null, [warning, error]);
  const { train, restart, stepOnce } = store.getState();
  for (const act of [train, restart, stepOnce]) expect(act(compilation, 1)).toBe(error);
  expect(run().status).toBe('idle');
  expect(workers).toHaveLength(0);
});

test('goes on with a changed program from the weights it has, and its own seed', async () => {
  await pausedAtFive();
  const changed = tinyProgram({ batchSize: 16 });
  train(changed, 99);
  await status('running');
  const { program, options } = trainers[0]!.starts[1]!;
  expect(program).toEqual(changed);
  expect(options).toMatchObject({ seed: 7, checkpoint: { step: 5, seed: 7 } });
  expect([...seriesSteps(run().loss)]).toEqual([1, 2, 3, 4, 5]);
  expect(workers).toHaveLength(1);
});

test('begins anew where the weights do not fit', async () => {
  await pausedAtFive();
  train(tinyProgram({ width: 3 }), 99);
  await status('running');
  expect(trainers[0]!.starts[1]!.options).toEqual({ seed: 99, paused: false });
  expect(run()).toMatchObject({ step: 0, loss: { length: 0 } });
});

test('restart forgets the run before', async () => {
  const program = await pausedAtFive();
  store.getState().restart(compilationOf(program), 11);
  expect(run()).toMatchObject({ status: 'starting', step: 0, loss: { length: 0 } });
  await status('running');
  expect(trainers[0]!.starts[1]!.options).toEqual({ seed: 11, paused: false });
});

test('goes on in another backend', async () => {
  const program = await pausedAtFive();
  store.getState().setBackend('cpu');
  train(program);
  await status('running');
  expect(trainers[0]!.calls.slice(-2)).toEqual(['open cpu', 'start']);
  expect(trainers[0]!.starts[1]!.options.checkpoint?.step).toBe(5);
});

test('goes on with another number of threads, in a worker of its own', async () => {
  const program = await pausedAtFive();
  store.getState().setThreads(1);
  train(program);
  await vi.waitFor(() => expect(trainers[1]?.starts).toHaveLength(1));
  expect(workers[0]!.terminated).toBe(true);
  expect(trainers[1]!.opens.at(-1)).toMatchObject({ threads: 1 });
  expect(trainers[1]!.starts[0]!.options.checkpoint?.step).toBe(5);
});

test('a single step begins a run, and another one follows it', async () => {
  setUp();
  const compilation = compilationOf(tinyProgram());
  store.getState().stepOnce(compilation, 1);
  await vi.waitFor(() => expect(run()).toMatchObject({ status: 'paused', step: 1 }));
  store.getState().stepOnce(compilation, 1);
  expect(store.getState().pending).toBe('stepping');
  await vi.waitFor(() => expect(run()).toMatchObject({ status: 'paused', step: 2 }));
  expect(trainers[0]!.starts).toHaveLength(1);
});

describe('weights that were given', () => {
  const tensors = { 'encoder.kernel': { shape: [1], dtype: 'float32', data: Float32Array.of(1) } } as const;
  const fitting = { name: 'run.safetensors', tensors, misfit: () => null };
  const foreign = diagnose('RUN_WEIGHTS_MISFIT', { problem: 'it lacks encoder.kernel' });

  test('are what runs begin from until they are taken back, and what no run goes on from', async () => {
    const program = tinyProgram();
    setUp();
    store.getState().setWeights(fitting);
    train(program);
    await status('running');
    expect(trainers[0]!.starts[0]!.options.weights).toEqual(tensors);
    expect(store.getState().fromWeights).toBe(true);
    trainers[0]!.trainTo(program, 5);
    store.getState().pause();
    await status('paused');
    train(tinyProgram({ batchSize: 9 }));
    await status('running');
    expect(trainers[0]!.starts[1]!.options.weights).toBeUndefined();
    expect(trainers[0]!.starts[1]!.options.checkpoint?.step).toBe(5);
    expect(store.getState().fromWeights).toBe(true);

    store.getState().setWeights(null);
    store.getState().restart(compilationOf(program), 1);
    await vi.waitFor(() => expect(trainers[0]!.starts).toHaveLength(3));
    expect(trainers[0]!.starts[2]!.options.weights).toBeUndefined();
    expect(store.getState().fromWeights).toBe(false);
  });

  test('of another drawing begin nothing, and reset forgets them', () => {
    setUp();
    store.getState().setWeights({ ...fitting, misfit: () => foreign });
    expect(train(tinyProgram())).toBe(foreign);
    expect(store.getState().restart(compilationOf(tinyProgram()), 1)).toBe(foreign);
    expect(store.getState().stepOnce(compilationOf(tinyProgram()), 1)).toBe(foreign);
    expect(run().status).toBe('idle');
    store.getState().reset();
    expect(store.getState().weights).toBeNull();
  });
});

describe('a run that is lost', () => {
  const deviceLost = diagnose('RUN_DEVICE_LOST', { detail: 'reset' });

  async function runningTo(step: number, trainer = 0) {
    const program = tinyProgram();
    if (trainer === 0) {
      setUp();
      train(program);
    }
    await vi.waitFor(() => expect(trainers[trainer]?.starts).toHaveLength(1));
    await status('running');
    trainers[trainer]!.trainTo(program, step);
    await vi.waitFor(() => expect(run().step).toBe(step));
    return program;
  }

  test.each([
    ['by a crash', 'RUN_WORKER_CRASHED', () => workers[0]!.crash('boom')],
    [
      'with its device',
      'RUN_DEVICE_LOST',
      () => void trainers[0]!.emit([{ kind: 'failed', step: 4, diagnostic: deviceLost }]),
    ],
  ])('%s goes on by itself from its last checkpoint in a new worker', async (_, code, lose) => {
    await runningTo(4);
    lose();
    await vi.waitFor(() => expect(trainers[1]?.calls).toEqual([...READY, 'start']));
    await status('running');
    expect(workers[0]!.terminated).toBe(true);
    expect(trainers[1]!.starts[0]!.options).toMatchObject({ checkpoint: { step: 4 }, paused: false });
    expect(run()).toMatchObject({ step: 4, diagnostics: [{ code: 'RUN_TAKEN_UP', severity: 'info' }] });
    const cause = code === 'RUN_DEVICE_LOST' ? 'device was lost' : 'boom';
    expect(run().diagnostics[0]!.message).toContain(cause);
  });

  test('again where it was lost before is left to the person, further on it is not', async () => {
    await runningTo(4);
    workers[0]!.crash('boom');
    await runningTo(6, 1);
    workers[1]!.crash('boom');
    await vi.waitFor(() => expect(trainers[2]?.starts).toHaveLength(1));
    await status('running');
    workers[2]!.crash('boom');
    expect(run()).toMatchObject({ status: 'failed', diagnostics: [{}, { code: 'RUN_WORKER_CRASHED' }] });
    expect(workers).toHaveLength(3);
    train(tinyProgram());
    await status('running');
    expect(trainers[3]!.starts[0]!.options).toMatchObject({ checkpoint: { step: 6 } });
    expect(run().diagnostics).toEqual([]);
  });

  test('while it rests, or while it is being stopped, does not begin to run', async () => {
    await pausedAtFive();
    workers[0]!.crash('boom');
    expect(run()).toMatchObject({ status: 'failed', diagnostics: [{ code: 'RUN_WORKER_CRASHED' }] });
    setUp((trainer) => trainer.silent.add('stop'));
    train(tinyProgram());
    await status('running');
    trainers[0]!.trainTo(tinyProgram(), 4);
    await vi.waitFor(() => expect(run().step).toBe(4));
    store.getState().stop();
    workers[0]!.crash('boom');
    expect(run().status).toBe('failed');
    expect(trainers[1]!.calls).toEqual(READY);
  });

  test('goes on elsewhere where its backend is gone', async () => {
    setUp((trainer) => {
      if (trainers.length > 1) trainer.absent.add('wasm');
    });
    train(tinyProgram());
    await status('running');
    trainers[0]!.trainTo(tinyProgram(), 4);
    await vi.waitFor(() => expect(run().step).toBe(4));
    workers[0]!.crash('boom');
    await vi.waitFor(() => expect(trainers[1]?.calls).toEqual([...READY, 'open wasm', 'open auto', 'start']));
    await status('running');
  });

  test('has a second worker wait beside it, which ends with it', async () => {
    await runningTo(4);
    trainers[0]!.trainTo(tinyProgram(), 6);
    await vi.waitFor(() => expect(run().checkpoint?.step).toBe(6));
    expect(workers).toHaveLength(2);
    expect(trainers[1]!.calls).toEqual(READY);
    store.getState().stop();
    await status('finished');
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, true]);
  });

  test('has none where memory is scarce, nor one with a graphics device', async () => {
    setUp(undefined, { standby: false });
    train(tinyProgram());
    await status('running');
    trainers[0]!.trainTo(tinyProgram(), 4);
    await vi.waitFor(() => expect(run().checkpoint?.step).toBe(4));
    expect(workers).toHaveLength(1);

    setUp();
    store.getState().setBackend('webgpu');
    train(tinyProgram());
    await status('running');
    trainers[0]!.trainTo(tinyProgram(), 4);
    await vi.waitFor(() => expect(trainers[1]?.calls).toEqual(['prepare webgpu emoji']));
  });

  test('does not measure its untrained weights again', async () => {
    const program = tinyProgram();
    await runningTo(2);
    const untrained = { knn: 0.25 };
    void trainers[0]!.emit([{ kind: 'probe', step: 0, node: 'probe', metrics: untrained, untrained }]);
    await runningOnFrom(program, 4);
    expect(trainers[1]!.starts[0]!.options.untrained).toEqual({ probe: untrained });
  });

  async function runningOnFrom(program: Program, step: number) {
    trainers[0]!.trainTo(program, step);
    await vi.waitFor(() => expect(run().step).toBe(step));
    workers[0]!.crash('boom');
    await vi.waitFor(() => expect(trainers[1]?.starts).toHaveLength(1));
  }

  test('before it has a checkpoint is told', async () => {
    setUp();
    train(tinyProgram());
    await status('running');
    workers[0]!.crash('boom');
    expect(run()).toMatchObject({ status: 'failed', diagnostics: [{ code: 'RUN_WORKER_CRASHED' }] });
  });
});

test('stopping while the run is prepared ends the worker at once', async () => {
  setUp((trainer) => trainer.silent.add('start'));
  train(tinyProgram());
  await vi.waitFor(() => expect(trainers[0]?.calls).toContain('start'));
  store.getState().stop();
  expect(run()).toMatchObject({ status: 'finished', finish: { reason: 'stopped' } });
  expect(workers[0]!.terminated).toBe(true);
});

test('a second stop ends a worker that does not answer', async () => {
  setUp((trainer) => trainer.silent.add('stop'));
  train(tinyProgram());
  await status('running');
  store.getState().stop();
  await vi.waitFor(() => expect(trainers[0]!.calls).toContain('stop'));
  expect(run().status).toBe('running');
  store.getState().stop();
  expect(run().status).toBe('finished');
  expect(store.getState().pending).toBeNull();
  train(tinyProgram());
  await status('running');
  expect(workers).toHaveLength(2);
});

test('a backend that cannot be had is told', async () => {
  const diagnostic = diagnose('RUN_BACKEND_UNAVAILABLE', { backend: 'webgpu', detail: 'no adapter' });
  setUp((trainer) => {
    trainer.open = () => Promise.resolve({ ok: false, problems: [diagnostic] });
  });
  store.getState().setBackend('webgpu');
  train(tinyProgram());
  await status('failed');
  expect(run().diagnostics).toEqual([diagnostic]);
});

test('a worker that was warmed up is the one that trains, and reset keeps it', async () => {
  setUp();
  store.getState().warmUp('emoji');
  await vi.waitFor(() => expect(trainers[0]?.calls).toEqual(['prepare auto emoji', 'open auto']));
  store.getState().reset();
  train(tinyProgram());
  await status('running');
  expect(trainers[0]!.calls).toEqual(['prepare auto emoji', 'open auto', 'start']);
  store.getState().warmUp('mnist');
  expect(workers).toHaveLength(1);
});

test('reset forgets the run and ends its worker', async () => {
  await pausedAtFive();
  store.getState().reset();
  expect(run()).toMatchObject({ status: 'idle', step: 0, checkpoint: null });
  expect(workers[0]!.terminated).toBe(true);
});

test('tells what its encoder makes of the data, with the newest weights and the first', async () => {
  setUp();
  expect(await store.getState().represent('probe', 'newest')).toMatchObject({ ok: false, problems: [] });
  await pausedAtFive();
  const newest = await store.getState().represent('probe', 'newest');
  expect(newest).toMatchObject({ ok: true, value: { step: 5 } });
  await store.getState().represent('probe', 'initial');
  expect(await store.getState().view()).toMatchObject({ ok: true, value: { count: 1 } });
  expect(trainers[0]!.calls.slice(-3)).toEqual([
    'represent probe trained 5',
    'represent probe initial 0',
    `view ${tinyProgram().dataset}`,
  ]);
});

describe('a step taken apart', () => {
  test('opens the backend that a run would have', async () => {
    setUp();
    store.getState().setBackend('cpu');
    const answer = await store.getState().dissect({ program: tinyProgram(), seed: 9 });
    expect(answer).toMatchObject({ ok: true, value: { step: 0 } });
    expect(trainers[0]!.calls).toEqual(['open cpu', 'dissect 9 0']);
    expect(run().status).toBe('idle');
  });

  test('leaves a paused run what it is, whatever backend is asked for by now', async () => {
    const program = await pausedAtFive();
    const before = run();
    const called = trainers[0]!.calls.length;
    store.getState().setBackend('cpu');
    const { checkpoint } = before;
    const answer = await store.getState().dissect({ program, seed: 7, checkpoint: checkpoint! });
    expect(answer).toMatchObject({ ok: true, value: { step: 5 } });
    expect(trainers[0]!.calls.slice(called)).toEqual(['dissect 7 5']);
    expect(run()).toBe(before);
  });

  test('says why where the backend cannot be opened', async () => {
    setUp((trainer) => trainer.absent.add('webgpu'));
    store.getState().setBackend('webgpu');
    const answer = await store.getState().dissect({ program: tinyProgram(), seed: 9 });
    expect(answer).toMatchObject({ ok: false, problems: [{ code: 'RUN_BACKEND_UNAVAILABLE' }] });
  });
});
