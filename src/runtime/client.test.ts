import { describe, expect, test, vi } from 'vitest';
import type { OpenOptions, RunEvent } from '../../workers/protocol.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { TrainerClient } from './client.ts';
import { FakeTrainer } from './testing/fake-trainer.ts';
import { FakeWorker } from './testing/fake-worker.ts';
import { tinyProgram } from './testing/tiny-program.ts';

const OPEN: OpenOptions = { backend: 'auto', dataUrl: 'data/', wasmUrls: {} };

/** A client whose workers are at hand, in the order in which they were started. */
function setUp() {
  const trainers: FakeTrainer[] = [];
  const workers: FakeWorker[] = [];
  const lost: Diagnostic[] = [];
  const client = new TrainerClient({
    createWorker: () => {
      trainers.push(new FakeTrainer());
      workers.push(new FakeWorker(trainers.at(-1)!));
      return workers.at(-1)!.asWorker();
    },
    onLost: (diagnostic) => lost.push(diagnostic),
  });
  return { client, trainers, workers, lost };
}

const kinds = (events: readonly RunEvent[]) => events.map(({ kind }) => kind);

describe('a run', () => {
  test('is opened, started and heard of', async () => {
    const { client, trainers, workers } = setUp();
    expect(await client.open(OPEN)).toMatchObject({ ok: true, value: { backend: 'wasm' } });
    const events: RunEvent[] = [];
    const program = tinyProgram();
    expect(await client.start(program, { seed: 3 }, (batch) => events.push(...batch))).toMatchObject({
      ok: true,
    });
    trainers[0]!.trainTo(program, 2);
    await client.stop();
    await vi.waitFor(() =>
      expect(kinds(events)).toEqual(['started', 'step', 'step', 'checkpoint', 'finished']),
    );
    expect(trainers[0]!.starts[0]).toEqual({ program, options: { seed: 3 } });
    expect(workers).toHaveLength(1);
    client.end();
  });

  test('hears nothing of the run before', async () => {
    const { client, trainers } = setUp();
    const program = tinyProgram();
    const first: RunEvent[] = [];
    await client.start(program, { seed: 1 }, (batch) => first.push(...batch));
    const emitOld = trainers[0]!.emit;
    await vi.waitFor(() => expect(first).toHaveLength(1));
    const second: RunEvent[] = [];
    await client.start(program, { seed: 1 }, (batch) => second.push(...batch));
    await emitOld([{ kind: 'paused', step: 1 }]);
    expect(kinds(first)).toEqual(['started']);
    client.end();
  });

  test('takes commands one after another, also while the first waits', async () => {
    const { client, trainers } = setUp();
    void client.open(OPEN);
    void client.start(tinyProgram(), { seed: 1 }, () => undefined);
    void client.pause();
    void client.stepOnce();
    await client.stop();
    expect(trainers[0]!.calls).toEqual(['open auto', 'start', 'pause', 'stepOnce', 'stop']);
    client.end();
  });
});

test('a backend that is open is not opened again, another one is', async () => {
  const { client, trainers } = setUp();
  await client.open(OPEN);
  await client.open({ ...OPEN });
  await client.open({ ...OPEN, backend: 'cpu' });
  expect(trainers[0]!.calls).toEqual(['open auto', 'open cpu']);
  client.end();
});

test('blocks and memory are asked of a backend that is open, and of nothing else', async () => {
  const { client, trainers, workers } = setUp();
  const request = { block: { feeds: [], operations: [] }, given: {}, outputs: [] };
  expect(await client.memory()).toEqual({ ok: false, problems: [] });
  expect(await client.evaluate(request)).toEqual({ ok: false, problems: [] });
  expect(workers).toHaveLength(0);
  await client.open(OPEN);
  expect(await client.memory()).toMatchObject({ ok: true, value: { tensors: 3, bytes: 12 } });
  await client.evaluate(request);
  expect(trainers[0]!.calls).toEqual(['open auto', 'memory', 'evaluate']);
  client.end();
});

test('ending the worker settles the calls it will never answer', async () => {
  const { client, trainers, workers, lost } = setUp();
  const opened = client.open(OPEN);
  await opened;
  trainers[0]!.silent.add('start');
  const start = client.start(tinyProgram(), { seed: 1 }, () => undefined);
  await vi.waitFor(() => expect(trainers[0]!.calls).toContain('start'));
  client.end();
  expect(await start).toEqual({ ok: false, problems: [] });
  expect(workers[0]!.terminated).toBe(true);
  expect(lost).toEqual([]);
});

test('the proxy is released before the worker ends', async () => {
  const { client, workers } = setUp();
  await client.open(OPEN);
  client.end();
  expect(workers[0]!.received.at(-1)).toMatchObject({ type: 'RELEASE' });
});

test('a crash fails what waits, is told once, and the next command has a new worker', async () => {
  const { client, trainers, workers, lost } = setUp();
  await client.open(OPEN);
  trainers[0]!.silent.add('start');
  const start = client.start(tinyProgram(), { seed: 1 }, () => undefined);
  await vi.waitFor(() => expect(trainers[0]!.calls).toContain('start'));
  workers[0]!.crash('out of bounds');
  const answer = await start;
  expect(answer).toMatchObject({ ok: false, problems: [{ code: 'RUN_WORKER_CRASHED' }] });
  expect(answer.problems[0]!.message).toContain('out of bounds');
  workers[0]!.crash('again');
  expect(lost).toHaveLength(1);

  expect(await client.open(OPEN)).toMatchObject({ ok: true });
  expect(trainers[1]!.calls).toEqual(['open auto']);
  client.end();
});

describe('a worker that waits', () => {
  const readiness = { options: { ...OPEN, backend: 'wasm' as const }, dataset: 'emoji' };

  test('takes over with its backend open', async () => {
    const { client, trainers, workers } = setUp();
    await client.open(readiness.options);
    client.keepStandby(readiness);
    client.keepStandby({ ...readiness });
    workers[0]!.crash('boom');
    expect(await client.open(readiness.options)).toMatchObject({ ok: true });
    expect(trainers[1]!.calls).toEqual(['prepare wasm emoji', 'open wasm']);
    expect(workers).toHaveLength(2);
    client.end();
  });

  test('is nobody’s loss when it dies, and is not started again', async () => {
    const { client, trainers, workers, lost } = setUp();
    await client.open(readiness.options);
    client.keepStandby(readiness);
    workers[1]!.crash('boom');
    client.keepStandby(readiness);
    expect(workers).toHaveLength(2);
    expect(lost).toEqual([]);
    expect(await client.memory()).toMatchObject({ ok: true });
    workers[0]!.crash('boom');
    await client.open(readiness.options);
    expect(trainers[2]!.calls).toEqual(['open wasm']);
    client.end();
  });

  test('ends with the client', async () => {
    const { client, workers } = setUp();
    await client.open(readiness.options);
    client.keepStandby(readiness);
    client.end();
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
  });
});

test('a message that cannot be read counts as a crash', async () => {
  const { client, workers, lost } = setUp();
  await client.open(OPEN);
  workers[0]!.dispatchEvent(new Event('messageerror'));
  expect(lost).toMatchObject([{ code: 'RUN_WORKER_CRASHED' }]);
  expect(workers[0]!.terminated).toBe(true);
});

test('a call that rejects leaves a worker nobody trusts', async () => {
  const { client, trainers, workers, lost } = setUp();
  await client.open(OPEN);
  trainers[0]!.pause = () => Promise.reject(new Error('a bug'));
  expect(await client.pause()).toMatchObject({ ok: false, problems: [{ code: 'RUN_WORKER_CRASHED' }] });
  expect(workers[0]!.terminated).toBe(true);
  expect(lost).toHaveLength(1);
});

test('after a lost device the worker is replaced, after other failures it is kept', async () => {
  const { client, trainers, workers } = setUp();
  await client.open(OPEN);
  const events: RunEvent[] = [];
  await client.start(tinyProgram(), { seed: 1 }, (batch) => events.push(...batch));
  const notFinite = diagnose('RUN_NOT_FINITE', { step: 3, node: 'ntXent', operation: 'log' });
  await trainers[0]!.emit([{ kind: 'failed', step: 3, diagnostic: notFinite }]);
  expect(workers[0]!.terminated).toBe(false);

  const deviceLost = diagnose('RUN_DEVICE_LOST', { detail: 'reset' });
  void trainers[0]!.emit([{ kind: 'failed', step: 3, diagnostic: deviceLost }]);
  await vi.waitFor(() => expect(workers[0]!.terminated).toBe(true));
  expect(events.at(-1)).toMatchObject({ kind: 'failed', diagnostic: { code: 'RUN_DEVICE_LOST' } });
  await client.open(OPEN);
  expect(workers).toHaveLength(2);
  client.end();
});
