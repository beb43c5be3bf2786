import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SampleRequest, SamplerApi } from '../../workers/protocol.ts';
import { success } from '../base/outcome.ts';
import { SampleClient } from './sample-client.ts';
import { FakeWorker } from './testing/fake-worker.ts';

const request: SampleRequest = {
  dataset: 'factors',
  dataUrl: 'https://example.org/data/',
  block: { feeds: [], operations: [] },
  value: 'images.images',
  images: 1,
  seed: 1,
  step: 0,
};
const answer = success({ count: 1, height: 1, width: 1, pixels: Uint8ClampedArray.of(1, 2, 3, 255) });

function setUp(sample: SamplerApi['sample'] = () => Promise.resolve(answer), restAfter = 60_000) {
  const workers: FakeWorker[] = [];
  const client = new SampleClient({
    createWorker: () => {
      const worker = new FakeWorker({ sample });
      workers.push(worker);
      return worker.asWorker();
    },
    restAfter,
  });
  return { client, workers };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('SampleClient', () => {
  it('starts its worker with the first request, and one only', async () => {
    const { client, workers } = setUp();
    expect(workers).toHaveLength(0);
    expect(await client.sample(request)).toEqual(answer);
    expect(await client.sample(request)).toEqual(answer);
    expect(workers).toHaveLength(1);
    client.end();
  });

  it('says that the worker crashed, and starts another one for the next request', async () => {
    const { client, workers } = setUp(() => new Promise(() => undefined));
    const waiting = client.sample(request);
    workers[0]!.crash('no memory');
    expect(await waiting).toMatchObject({ ok: false, problems: [{ code: 'RUN_WORKER_CRASHED' }] });
    expect(workers[0]!.terminated).toBe(true);
    void client.sample(request);
    expect(workers).toHaveLength(2);
    client.end();
  });

  it('takes an exception of the worker for a crash', async () => {
    const { client, workers } = setUp(() => Promise.reject(new Error('a fault of ours')));
    expect(await client.sample(request)).toMatchObject({ problems: [{ code: 'RUN_WORKER_CRASHED' }] });
    expect(workers[0]!.terminated).toBe(true);
  });

  it('settles what waits when it is ended, without a problem', async () => {
    const { client, workers } = setUp(() => new Promise(() => undefined));
    const waiting = client.sample(request);
    client.end();
    expect(await waiting).toEqual({ ok: false, problems: [] });
    expect(workers[0]!.terminated).toBe(true);
  });

  it('ends a worker that has had nothing to do for a while', async () => {
    const { client, workers } = setUp(undefined, 20);
    await client.sample(request);
    expect(workers[0]!.terminated).toBe(false);
    await vi.waitFor(() => expect(workers[0]!.terminated).toBe(true));
    expect(await client.sample(request)).toEqual(answer);
    expect(workers).toHaveLength(2);
    client.end();
  });
});
