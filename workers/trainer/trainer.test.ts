import { describe, expect, it } from 'vitest';
import { diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Program } from '../../src/ir/program.ts';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import type { BackendName, Checkpoint, StartOptions } from '../protocol.ts';
import { regressionProbes, regressionProgram } from '../testing/regression-program.ts';
import { EventLog, openTrainer, testEnvironment } from '../testing/test-environment.ts';
import { Trainer } from './trainer.ts';

async function train(backend: BackendName, program: Program, options: StartOptions): Promise<EventLog> {
  const trainer = await openTrainer(backend);
  const log = new EventLog();
  const started = await trainer.start(program, options, log.receive);
  expect(started.ok).toBe(true);
  await Promise.race([log.until('finished'), log.until('failed')]);
  return log;
}

const losses = (log: EventLog): number[] => log.of('step').map(({ loss }) => loss);
const lastCheckpoint = (log: EventLog): Checkpoint => log.of('checkpoint').at(-1)!.checkpoint;

describe.each(['cpu', 'wasm'] as const)('a run on %s', (backend) => {
  it('learns, and says how it went', async () => {
    const log = await train(backend, regressionProgram({ steps: 60 }), { seed: 3 });
    const steps = log.of('step');
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(steps.at(-1)!.loss).toBeLessThan(steps[0]!.loss / 10);
    expect(steps[0]).toMatchObject({ learningRate: 0.05, losses: { optimiser: steps[0]!.loss } });
    expect(log.events[0]).toMatchObject({ kind: 'started', backend, parameters: 4, step: 0, steps: 60 });
    expect(log.events.at(-1)).toMatchObject({ kind: 'finished', reason: 'complete', step: 60 });
    expect(log.of('finished')[0]!.stepsPerSecond).toBeGreaterThan(0);
  });

  it('repeats itself from a seed, and only from that', async () => {
    const program = regressionProgram();
    const first = losses(await train(backend, program, { seed: 7 }));
    expect(losses(await train(backend, program, { seed: 7 }))).toEqual(first);
    expect(losses(await train(backend, program, { seed: 8 }))).not.toEqual(first);
  });

  it('goes on from a checkpoint as if it had never stopped', async () => {
    const whole = await train(backend, regressionProgram({ steps: 12 }), { seed: 5 });
    const half = await train(backend, regressionProgram({ steps: 5 }), { seed: 5 });
    const rest = await train(backend, regressionProgram({ steps: 12 }), {
      seed: 5,
      checkpoint: lastCheckpoint(half),
    });
    expect([...losses(half), ...losses(rest)]).toEqual(losses(whole));
    expect(lastCheckpoint(rest)).toEqual(lastCheckpoint(whole));
    expect(rest.of('step')[0]!.step).toBe(6);
  });

  it('holds as much memory after 20 steps as after 200', async () => {
    const held = async (steps: number) => {
      const log = await train(backend, regressionProgram({ steps }), { seed: 1 });
      return log.of('finished')[0]!.memory;
    };
    const after20 = await held(20);
    expect(after20.tensors).toBeGreaterThan(0);
    expect(await held(200)).toEqual(after20);
  });

  it('frees everything at its end', async () => {
    const trainer = await openTrainer(backend);
    const before = await trainer.memory();
    const log = new EventLog();
    await trainer.start(regressionProgram({ probes: regressionProbes(4) }), { seed: 1 }, log.receive);
    await log.until('finished');
    await trainer.stop();
    expect(await trainer.memory()).toEqual(before);
  });

  it('measures probes beside the untrained weights', async () => {
    const probes = regressionProbes(10);
    const log = await train(backend, regressionProgram({ steps: 20, probes }), { seed: 2 });
    const of = (node: string) => log.of('probe').filter((event) => event.node === node);
    expect(of('batchProbe').map(({ step }) => step)).toEqual([0, 10]);
    const dataset = of('datasetProbe');
    expect(dataset[0]!.step).toBe(0);
    expect(dataset.at(-1)!.step).toBe(20);
    for (const events of [of('batchProbe'), dataset]) {
      for (const { untrained } of events) expect(untrained).toEqual(events[0]!.metrics);
      expect(events.at(-1)!.metrics).not.toEqual(events[0]!.metrics);
    }
    expect(dataset[0]!.metrics.rows).toBe(50);

    const resumed = await train(backend, regressionProgram({ steps: 30, probes }), {
      seed: 2,
      checkpoint: lastCheckpoint(log),
    });
    const last = resumed
      .of('probe')
      .filter(({ node }) => node === 'datasetProbe')
      .at(-1)!;
    expect(last).toMatchObject({ step: 30, untrained: dataset[0]!.metrics });

    // what is known is not measured again, also where it differs from what would be measured
    const untrained = { batchProbe: { rows: -1 }, datasetProbe: { rows: -2 } };
    const told = await train(backend, regressionProgram({ steps: 30, probes }), {
      seed: 2,
      checkpoint: lastCheckpoint(log),
      untrained,
    });
    const measured = told.of('probe');
    expect(new Set(measured.map(({ node }) => node))).toEqual(new Set(Object.keys(untrained)));
    for (const { node, untrained: shown } of measured) {
      expect(shown).toEqual(untrained[node as keyof typeof untrained]);
    }
  });

  it('names the node and the operation of a number that is not finite, and stays usable', async () => {
    const trainer = await openTrainer(backend);
    const log = new EventLog();
    const program = regressionProgram({ steps: 100, learningRate: 1e12 });
    await trainer.start(program, { seed: 1 }, log.receive);
    const { diagnostic } = await log.until('failed');
    expect(diagnostic).toMatchObject({ code: 'RUN_NOT_FINITE', at: { node: 'loss' } });
    expect(diagnostic.message).toContain('square');
    const kept = await trainer.checkpoint();
    expect(kept.ok && Array.from(kept.value.tensors['model.kernel']!.data).every(Number.isFinite)).toBe(true);

    const again = new EventLog();
    await trainer.start(regressionProgram({ steps: 3 }), { seed: 1 }, again.receive);
    expect((await again.until('finished')).step).toBe(3);
  });
});

describe('a device that is lost', () => {
  it('ends the run with its diagnostic; the last checkpoint is kept', async () => {
    let lose: (problem: Diagnostic) => void = () => undefined;
    const trainer = await openTrainer('cpu', {
      drivers: (_, report) => {
        lose = report;
        return Promise.resolve([cpuDriver()]);
      },
    });
    const log = new EventLog();
    await trainer.start(regressionProgram({ steps: 1e6 }), { seed: 1 }, log.receive);
    await log.until('step');
    lose(diagnose('RUN_DEVICE_LOST', { detail: 'test' }));
    expect((await log.until('failed')).diagnostic.code).toBe('RUN_DEVICE_LOST');
    await trainer.stop();
    const kept = await trainer.checkpoint();
    expect(kept.ok && kept.value.step).toBe(0);
    const again = await trainer.start(regressionProgram(), { seed: 1 }, log.receive);
    expect(again.problems[0]?.code).toBe('RUN_DEVICE_LOST');

    await trainer.open({ backend: 'cpu', dataUrl: '', wasmUrls: {} });
    expect((await trainer.start(regressionProgram(), { seed: 1 }, log.receive)).ok).toBe(true);
    await trainer.stop();
  });
});

describe('control', () => {
  it('pauses, steps, resumes and stops', async () => {
    const trainer = await openTrainer('cpu');
    const log = new EventLog();
    await trainer.start(regressionProgram({ steps: 1e6 }), { seed: 1 }, log.receive);
    await log.until('step');
    await trainer.pause();
    const paused = log.of('paused')[0]!.step;
    expect(log.of('step').at(-1)!.step).toBe(paused);
    await trainer.stepOnce();
    await trainer.stepOnce();
    expect(log.of('paused').at(-1)!.step).toBe(paused + 2);
    await trainer.resume();
    await log.until('step', ({ step }) => step > paused + 10);
    await trainer.stop();
    const { step, reason } = log.of('finished')[0]!;
    expect(reason).toBe('stopped');
    expect(lastCheckpoint(log).step).toBe(step);
    expect(log.of('step').at(-1)!.step).toBe(step);
  });

  it('can begin paused', async () => {
    const trainer = await openTrainer('cpu');
    const log = new EventLog();
    await trainer.start(regressionProgram(), { seed: 1, paused: true }, log.receive);
    expect((await log.until('paused')).step).toBe(0);
    await trainer.stepOnce();
    expect(log.of('step')).toHaveLength(1);
    await trainer.stop();
    expect(log.of('finished')[0]!.step).toBe(1);
  });

  it('does not count pauses', async () => {
    const trainer = await openTrainer('cpu');
    const log = new EventLog();
    await trainer.start(regressionProgram({ steps: 1e6 }), { seed: 1 }, log.receive);
    await log.until('step');
    await trainer.pause();
    const before = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await trainer.resume();
    await trainer.stop();
    const { seconds } = log.of('finished')[0]!;
    expect(seconds).toBeLessThan((performance.now() - before) / 1000);
  });

  it('sends events at most about ten times a second', async () => {
    const trainer = await openTrainer('cpu');
    let calls = 0;
    const log = new EventLog();
    await trainer.start(regressionProgram({ steps: 1e6 }), { seed: 1 }, (events) => {
      calls += 1;
      log.receive(events);
    });
    await log.until('step');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await trainer.stop();
    expect(calls).toBeLessThan(12);
    expect(log.of('step').length).toBeGreaterThan(calls);
  });

  it('refuses a checkpoint of another drawing and a batch that is too large', async () => {
    const trainer = await openTrainer('cpu');
    const tensors = { 'model.kernel': { shape: [3], dtype: 'float32', data: new Float32Array(3) } } as const;
    const wrong = await trainer.start(
      regressionProgram(),
      { seed: 1, checkpoint: { step: 1, seed: 1, tensors } },
      () => undefined,
    );
    expect(wrong.problems[0]?.code).toBe('RUN_BAD_CHECKPOINT');
    const large = await trainer.start(regressionProgram({ batchSize: 41 }), { seed: 1 }, () => undefined);
    expect(large.problems[0]?.code).toBe('SHAPE_BATCH_TOO_LARGE');
  });

  it('says when a backend is not there', async () => {
    const trainer = new Trainer(testEnvironment);
    const choice = await trainer.open({ backend: 'webgpu', dataUrl: '', wasmUrls: {} });
    expect(choice.problems[0]?.code).toBe('RUN_BACKEND_UNAVAILABLE');
  });
});
