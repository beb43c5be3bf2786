import { describe, expect, it } from 'vitest';
import { documentSchema } from '../document/schema.ts';
import { registry } from '../../nodes/index.ts';
import { compile } from './compile.ts';
import { compileSamples } from './compile-samples.ts';
import { drawing, SIMCLR } from './testing/drawing.ts';

const simclr = (augment: object = {}, images: object = {}) =>
  drawing(
    {
      ...SIMCLR.nodes,
      images: ['data.images', { dataset: 'emoji', batchSize: 8, ...images }],
      augment: ['augment.pipeline', { views: 2, ...augment }],
    },
    SIMCLR.wires,
  );
const samplesOf = (document: ReturnType<typeof drawing>, nodes: readonly string[], count = 4) =>
  compileSamples(document, registry, nodes, count);

describe('compileSamples', () => {
  it('has the operations of the training step, up to the number of images', () => {
    const document = simclr({ normalize: 'none' });
    const program = compile(document, registry).program!;
    const sample = samplesOf(document, ['augment'], 8).get('augment')!;
    expect(sample).toMatchObject({ dataset: 'emoji', images: 8, views: 2 });
    const ofStep = program.step.operations.filter(({ origin }) => origin === 'augment');
    expect(ofStep.length).toBeGreaterThan(5);
    const shared = ({ name, attributes, types }: (typeof ofStep)[number]) => ({ name, attributes, types });
    expect(sample.block.operations.map(shared)).toEqual(ofStep.map(shared));
    expect(sample.block.feeds.map(({ source, type }) => ({ source, type }))).toEqual(
      program.step.feeds
        .filter(({ origin }) => origin === 'augment' || origin === 'images')
        .map(({ source, type }) => ({ source, type })),
    );
  });

  it('leaves the normalisation of pixels out', () => {
    const [plain, normalised] = ['none', 'dataset'].map((normalize) =>
      samplesOf(simclr({ normalize }), ['augment']).get('augment'),
    );
    expect(normalised).toEqual(plain);
  });

  it('shows the images of a dataset as they are', () => {
    const sample = samplesOf(simclr(), ['images']).get('images')!;
    expect(sample.block.operations).toEqual([]);
    expect(sample.block.feeds).toHaveLength(1);
    expect(sample.value).toBe(sample.block.feeds[0]!.id);
  });

  it('needs no sound drawing behind the node, and no batch that fits', () => {
    const loose = drawing({ images: ['data.images', { batchSize: 65536 }], augment: ['augment.pipeline'] }, [
      'images.images > augment.images',
    ]);
    expect([...samplesOf(loose, ['images', 'augment']).keys()]).toEqual(['images', 'augment']);
  });

  it.each([
    ['nothing comes in', drawing({ images: ['data.images'], augment: ['augment.pipeline'] }, [])],
    ['a param is not valid', simclr({ views: -3 })],
    ['the node refuses', simclr({ cropScaleMin: 0.9, cropScaleMax: 0.1 })],
    [
      'what comes in is of another kind',
      drawing({ images: ['data.images'], augment: ['augment.pipeline'] }, ['images.labels > augment.images']),
    ],
    ['there is no dataset', drawing({ augment: ['augment.pipeline'] }, [])],
    ['a fault is upstream', simclr({}, { dataset: 'no such' })],
  ])('has no sample where %s', (_, document) => {
    expect(samplesOf(document, ['augment']).has('augment')).toBe(false);
  });

  it('passes over what is bypassed, which has no images of its own', () => {
    const document = drawing(
      {
        images: ['data.images'],
        dark: ['augment.brightness', { factor: 0 }],
        flip: ['augment.horizontalFlip'],
      },
      ['images.images > dark.images', 'dark.images > flip.images'],
    );
    const nodes = document.stages[0]!.graph.nodes.map((node) =>
      node.id === 'dark' ? { ...node, bypassed: true } : node,
    );
    const [stage] = document.stages;
    const bypassed = documentSchema.parse({
      ...document,
      stages: [{ ...stage, graph: { ...stage!.graph, nodes } }],
    });
    const samples = samplesOf(bypassed, ['dark', 'flip']);
    expect(samples.has('dark')).toBe(false);
    const origins = samples.get('flip')!.block.operations.map(({ origin }) => origin);
    expect(new Set(origins)).toEqual(new Set(['flip']));
  });

  it('looks into composite nodes', () => {
    const inner = drawing({ dark: ['augment.brightness', { factor: 0 }], flip: ['augment.horizontalFlip'] }, [
      'dark.images > flip.images',
    ]);
    const document = documentSchema.parse({
      ...drawing({ images: ['data.images'], both: ['composite.both'] }, ['images.images > both.in']),
      composites: {
        both: {
          title: 'Both',
          graph: inner.stages[0]!.graph,
          inputs: [{ name: 'in', label: 'in', to: ['dark.images'] }],
          outputs: [{ name: 'out', label: 'out', from: 'flip.images' }],
        },
      },
    });
    const sample = samplesOf(document, ['both']).get('both')!;
    const origins = sample.block.operations.map(({ origin }) => origin);
    expect(new Set(origins)).toEqual(new Set(['both/dark', 'both/flip']));
  });

  it('has none of an encoder: weights are for training', () => {
    expect(samplesOf(simclr(), ['encoder']).has('encoder')).toBe(false);
  });
});
