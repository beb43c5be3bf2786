import { describe, expect, it } from 'vitest';
import { initialValues } from '../../src/ir/initial-values.ts';
import { regressionProbes, regressionProgram } from '../testing/regression-program.ts';
import { EventLog, openTrainer, testDataset } from '../testing/test-environment.ts';

const program = regressionProgram({ steps: 40, probes: regressionProbes(1000) });
const node = 'datasetProbe';
const untrained = { step: 0, seed: 3, tensors: {} };

/** x·w for every image. */
function predictions(kernel: ArrayLike<number>): number[] {
  const { images, info } = testDataset();
  const size = info.height * info.width;
  return Array.from({ length: info.count }, (_, i) =>
    Array.from({ length: size }, (__, j) => (images[i * size + j]! / 255) * kernel[j]!).reduce(
      (a, b) => a + b,
    ),
  );
}

function expectOf(
  kernel: ArrayLike<number>,
  { points, features }: { points: Float32Array; features: { data: ArrayLike<number> } },
): void {
  const expected = predictions(kernel);
  const mean = expected.reduce((a, b) => a + b) / expected.length;
  expected.forEach((value, i) => {
    expect(points[2 * i]).toBeCloseTo(value - mean, 4);
    // of the one dimension that there is, unit length leaves the sign
    expect(features.data[i]).toBe(Math.sign(value));
  });
}

describe.each(['cpu', 'wasm'] as const)('a representation on %s', (backend) => {
  it('is what the probe’s block makes of every image, with initial weights and with trained ones', async () => {
    const trainer = await openTrainer(backend);
    const log = new EventLog();
    await trainer.start(program, { seed: 3 }, log.receive);
    await log.until('finished');
    const before = await trainer.memory();
    const initial = await trainer.represent({ program, node, checkpoint: untrained });
    if (!initial.ok) throw new Error('it is refused');
    expectOf(initialValues(program, 3)['model.kernel']!.data, initial.value);
    expect(initial.value).toMatchObject({ step: 0, features: { shape: [50, 1] }, readouts: [] });
    expect(initial.value.explained[0]).toBeCloseTo(1, 6);

    const { checkpoint } = log.of('checkpoint').at(-1)!;
    const trained = await trainer.represent({ program, node, checkpoint });
    if (!trained.ok) throw new Error('it is refused');
    expect(trained.value.step).toBe(40);
    expectOf(checkpoint.tensors['model.kernel']!.data, trained.value);
    expect(await trainer.memory()).toEqual(before);
  });

  it('leaves a run that goes on as it was', async () => {
    const alone = new EventLog();
    const trainer = await openTrainer(backend);
    await trainer.start(program, { seed: 5 }, alone.receive);
    await alone.until('finished');
    const watched = new EventLog();
    await trainer.start(program, { seed: 5 }, watched.receive);
    const [one, other] = await Promise.all([
      trainer.represent({ program, node, checkpoint: untrained }),
      trainer.represent({ program, node, checkpoint: untrained }),
      watched.until('finished'),
    ]);
    expect(one.ok && other.ok).toBe(true);
    expect(watched.of('finished')[0]!.digest).toBe(alone.of('finished')[0]!.digest);
    expect(watched.of('step').map(({ loss }) => loss)).toEqual(alone.of('step').map(({ loss }) => loss));
  });
});

it('is refused where features are no numbers, and where the checkpoint is another program’s', async () => {
  const trainer = await openTrainer('cpu');
  const kernel = (shape: number[], value: number) => {
    const data = new Float32Array(shape[0]!).fill(value);
    return { step: 7, seed: 1, tensors: { 'model.kernel': { shape, dtype: 'float32', data } as const } };
  };
  const broken = await trainer.represent({ program, node, checkpoint: kernel([4, 1], NaN) });
  expect(broken.problems[0]).toMatchObject({ code: 'RUN_NOT_FINITE', at: { node } });
  const foreign = await trainer.represent({ program, node, checkpoint: kernel([3, 1], 1) });
  expect(foreign.problems[0]?.code).toBe('RUN_BAD_CHECKPOINT');
});

it('comes with the images it is of', async () => {
  const trainer = await openTrainer('cpu');
  const view = await trainer.view('test');
  const { images } = testDataset();
  expect(view.ok && view.value).toEqual({ count: 50, height: 2, width: 2, channels: 1, images, labels: {} });
});
