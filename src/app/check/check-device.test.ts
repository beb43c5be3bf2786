import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import layers from '../../../nodes/__fixtures__/layers.json' with { type: 'json' };
import type { BackendName } from '../../../workers/protocol.ts';
import { nodeEnvironment } from '../../../workers/trainer/node-environment.ts';
import { Trainer } from '../../../workers/trainer/trainer.ts';
import { FakeTrainer } from '../../runtime/testing/fake-trainer.ts';
import { FakeWorker } from '../../runtime/testing/fake-worker.ts';
import { checkDevice } from './check-device.ts';
import { checkProgram } from './check-program.ts';
import { lossDifference, LOSS_TOLERANCE, verdictOf, type CheckState } from './check-state.ts';
import { shortRun, type ShortRun } from './short-run.ts';
import { sentenceOf } from './summary.ts';
import { withClient } from './with-client.ts';

/** The real engine, in this thread and over comlink, with the real images. */
const files = { dataUrl: fileURLToPath(new URL('../../../public/data', import.meta.url)), wasmUrls: {} };
const createWorker = () => new FakeWorker(new Trainer(nodeEnvironment)).asWorker();

async function train(backend: BackendName, steps: number, pauseAt: number, seed = 1): Promise<ShortRun> {
  const run = await withClient(createWorker, async (client, lost) => {
    const opened = await client.open({ ...files, backend });
    if (!opened.ok) return opened;
    const program = checkProgram('narrow', steps);
    return program.ok ? shortRun(client, program.value, { seed, pauseAt, lost }) : program;
  });
  if (!run.ok) throw new Error(run.problems.map(({ message }) => message).join(' '));
  return run.value;
}

describe('SimCLR at batch 8, with all its augmentations', () => {
  test('repeats its losses from a seed on cpu and on wasm, and both agree', async () => {
    const [cpu, cpuAgain] = [await train('cpu', 3, 0), await train('cpu', 3, 1)];
    const [wasm, wasmAgain] = [await train('wasm', 3, 0), await train('wasm', 3, 1)];
    expect(cpu.losses).toHaveLength(3);
    expect(cpuAgain.losses).toEqual(cpu.losses);
    expect(wasmAgain.losses).toEqual(wasm.losses);
    wasm.losses.forEach((loss, i) => {
      expect(lossDifference([loss, cpu.losses[i]!])).toBeLessThan(LOSS_TOLERANCE);
    });
    expect((await train('wasm', 3, 0, 2)).losses).not.toEqual(wasm.losses);
  }, 60_000);

  test('holds as many tensors and bytes after step 20 as after step 200 on wasm', async () => {
    const { losses, held } = await train('wasm', 200, 20);
    expect(losses).toHaveLength(200);
    expect(held[0].tensors).toBeGreaterThan(0);
    expect(held[1]).toEqual(held[0]);
  }, 120_000);
});

describe('a check of a device', () => {
  const check = (cases: readonly { id: string }[], start = createWorker) =>
    checkDevice({ backend: 'wasm', cases, leftOut: 2, files, createWorker: start }, () => undefined);

  test('passes where cases, losses and memory are right', async () => {
    const state = await check(layers.cases);
    expect(verdictOf(state)).toMatchObject({
      passed: true,
      casesPassed: layers.cases.length,
      lossesAgree: true,
      memoryConstant: true,
    });
    expect(state).toMatchObject({ reference: 'cpu', doing: null, problems: [] });
    expect(sentenceOf(state)).toMatch(/^Passed: 5 of 5 cases pass .* 2 cases .* left out\.$/);
  }, 120_000);

  test('fails where one case does not give what is expected', async () => {
    const [first, ...others] = structuredClone(layers.cases);
    first!.expect.outputs.y.data[0]! += 0.1;
    const state = await check([first!, ...others]);
    expect(verdictOf(state)).toMatchObject({ passed: false, casesPassed: layers.cases.length - 1 });
    expect(sentenceOf(state)).toMatch(/^Failed: 4 of 5/);
  }, 120_000);

  test('ends with the problem where the worker crashes', async () => {
    const state = await check([], () => {
      const trainer = new FakeTrainer();
      const worker = new FakeWorker(trainer);
      const open = trainer.open.bind(trainer);
      trainer.open = (options) => {
        setTimeout(() => worker.crash('out of bounds'));
        trainer.silent.add('start');
        return open(options);
      };
      return worker.asWorker();
    });
    expect(state).toMatchObject({ doing: null, problems: [{ code: 'RUN_WORKER_CRASHED' }] });
    expect(verdictOf(state).passed).toBe(false);
  });
});

test('numbers that are none, other losses and growing memory do not pass', () => {
  const held = { tensors: 3, bytes: 12, gpuBytes: 12, gpuAllocated: 16 };
  const good: CheckState = {
    backend: 'webgpu',
    reference: 'wasm',
    doing: null,
    device: null,
    cases: [{ id: 'a', node: 'n', tolerance: 1, worst: 0, values: { outputs: {}, grads: {}, state: {} } }],
    leftOut: 0,
    losses: [[1, 1.00009]],
    memory: [
      { step: 20, held },
      { step: 200, held },
    ],
    seconds: { cases: 0, training: 0 },
    problems: [],
  };
  const passed = (change: Partial<CheckState>) => verdictOf({ ...good, ...change }).passed;
  expect(passed({})).toBe(true);
  expect(passed({ losses: [[1, 1.0002]] })).toBe(false);
  expect(passed({ losses: [[NaN, 1]] })).toBe(false);
  expect(passed({ losses: [] })).toBe(false);
  expect(passed({ cases: [] })).toBe(false);
  expect(
    passed({
      memory: [
        { step: 20, held },
        { step: 200, held: { ...held, gpuBytes: 16 } },
      ],
    }),
  ).toBe(false);
});
