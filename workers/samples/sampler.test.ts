import { describe, expect, it } from 'vitest';
import { failure, success } from '../../src/base/outcome.ts';
import { compileSamples } from '../../src/compiler/compile-samples.ts';
import { compile } from '../../src/compiler/compile.ts';
import { drawing } from '../../src/compiler/testing/drawing.ts';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { registry } from '../../nodes/index.ts';
import { generateFactors } from '../data/factors.ts';
import { cpuDriver } from '../engine/backends/cpu-driver.ts';
import { evaluate } from '../engine/evaluate.ts';
import type { SampleImages } from '../protocol.ts';
import { hostFeeds } from '../trainer/host-feeds.ts';
import { trainingBatches } from '../trainer/training-data.ts';
import { Sampler } from './sampler.ts';
import { toPixels } from './to-pixels.ts';

const dataset = generateFactors();
const IMAGES = 3;

function sampler(load = () => Promise.resolve<ReturnType<typeof success<typeof dataset>>>(success(dataset))) {
  return new Sampler({
    startBackend: async () => {
      await cpuDriver().start();
      return 'cpu';
    },
    loadDataset: load,
  });
}

const augmented = (params: object) =>
  drawing(
    {
      images: ['data.images', { dataset: 'factors', batchSize: IMAGES }],
      augment: ['augment.pipeline', { ...params }],
    },
    ['images.images > augment.images'],
  );

async function sampleOf(
  document: ReturnType<typeof drawing>,
  step = 0,
  node = 'augment',
): Promise<SampleImages> {
  const block = compileSamples(document, registry, [node], IMAGES).get(node)!;
  const answer = await sampler().sample({ ...block, dataUrl: '', seed: 1, step });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
}

describe('Sampler', () => {
  it('gives exactly the views that the training step computes from the same seed and step', async () => {
    const document = drawing(
      {
        images: ['data.images', { dataset: 'factors', batchSize: IMAGES }],
        augment: ['augment.pipeline', { normalize: 'none', blurProbability: 0.5, solarizeProbability: 0.3 }],
        encoder: ['encoder.convnet', { widths: [4] }],
        loss: ['loss.ntXent'],
        optimiser: ['optim.sgd'],
      },
      [
        'images.images > augment.images',
        'augment.images > encoder.images',
        'encoder.embedding > loss.a',
        'loss.loss > optimiser.loss',
      ],
    );
    const sample = await sampleOf(document, 2);

    const program = compile(document, registry).program!;
    const { value } = program.wires.find(({ edge }) => edge === 'augment.images->encoder.images')!;
    const batches = trainingBatches(dataset, IMAGES, 1);
    if (!batches.ok) throw new Error('three images are there');
    const upTo = program.step.operations.filter(({ phase }) => phase === 'views');
    const block = {
      feeds: program.step.feeds.filter(({ source }) => source.kind !== 'schedule'),
      operations: upTo,
    };
    const feeds = hostFeeds(block.feeds, { seed: 1, step: 2, batch: batches.value(2) });
    const trained = await evaluate({ block, given: Object.fromEntries(feeds), outputs: [value!] }, 'cpu');
    if (!trained.ok) throw new Error(trained.problems[0]?.message);
    expect(sample).toEqual(toPixels(trained.value[value!]!));
    expect(sample.count).toBe(2 * IMAGES);
  });

  it('shows the very pixels of the dataset where nothing changes them', async () => {
    const plain = {
      views: 1,
      crop: false,
      flipProbability: 0,
      jitterProbability: 0,
      grayscaleProbability: 0,
    };
    const through = await sampleOf(augmented(plain));
    const own = await sampleOf(augmented(plain), 0, 'images');
    expect(through).toEqual(own);
    const batches = trainingBatches(dataset, IMAGES, 1);
    const [first] = batches.ok ? batches.value(0)('index').data : [];
    const size = 32 * 32 * 3;
    const bytes = dataset.images.subarray(first! * size, (first! + 1) * size);
    expect([...own.pixels.subarray(0, 3)]).toEqual([...bytes.subarray(0, 3)]);
    expect(own.pixels[3]).toBe(255);
  });

  it('shows what stands behind a normalisation as an eye would see it', async () => {
    const document = drawing(
      {
        images: ['data.images', { dataset: 'factors' }],
        scale: ['augment.normalize'],
        flip: ['augment.horizontalFlip'],
      },
      ['images.images > scale.images', 'scale.images > flip.images'],
    );
    const plain = await sampleOf(document, 0, 'images');
    expect(await sampleOf(document, 0, 'scale')).toEqual(plain);
    const row = (pixels: Uint8ClampedArray, at: number) => [...pixels.subarray(4 * at, 4 * at + 4)];
    const { pixels } = await sampleOf(document, 0, 'flip');
    expect(row(pixels, 0)).toEqual(row(plain.pixels, 31));
  });

  it('follows the params with the same random numbers, and draws others at another step', async () => {
    const mild = await sampleOf(
      augmented({ cropScaleMin: 0.9, jitterProbability: 0, grayscaleProbability: 0 }),
    );
    const again = await sampleOf(
      augmented({ cropScaleMin: 0.9, jitterProbability: 0, grayscaleProbability: 0 }),
    );
    const strong = await sampleOf(
      augmented({ cropScaleMin: 0.1, jitterProbability: 0, grayscaleProbability: 0 }),
    );
    const other = await sampleOf(
      augmented({ cropScaleMin: 0.9, jitterProbability: 0, grayscaleProbability: 0 }),
      1,
    );
    expect(again).toEqual(mild);
    expect(strong.pixels).not.toEqual(mild.pixels);
    expect(other.pixels).not.toEqual(mild.pixels);
  });

  it('loads a dataset once, says why it cannot, and tries again', async () => {
    let asked = 0;
    const failing = sampler(() => {
      asked += 1;
      return Promise.resolve(
        asked === 1
          ? failure([diagnose('RUN_DATA_MISSING', { dataset: 'Factors', detail: 'HTTP 404' })])
          : success(dataset),
      ) as never;
    });
    const block = compileSamples(augmented({}), registry, ['images'], IMAGES).get('images')!;
    const request = { ...block, dataUrl: '', seed: 1, step: 0 };
    expect(await failing.sample(request)).toMatchObject({
      ok: false,
      problems: [{ code: 'RUN_DATA_MISSING' }],
    });
    expect(await failing.sample(request)).toMatchObject({ ok: true });
    expect(await failing.sample(request)).toMatchObject({ ok: true });
    expect(asked).toBe(2);
  });
});

describe('toPixels', () => {
  it('paints one channel grey and cuts off what is beyond', () => {
    const { pixels } = toPixels({
      shape: [1, 1, 3, 1],
      dtype: 'float32',
      data: Float32Array.of(-0.5, 0.5, 1.5),
    });
    expect([...pixels]).toEqual([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255]);
  });
});
