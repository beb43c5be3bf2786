import { describe, expect, it } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { findTemplate } from '../../templates/index.ts';
import { success } from '../../src/base/outcome.ts';
import { compileDissected } from '../../src/compiler/testing/compile-dissected.ts';
import { drawing } from '../../src/compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../src/document/schema.ts';
import { interpret } from '../../src/ir/interpret/interpret.ts';
import type { NdArray } from '../../src/ir/interpret/nd-array.ts';
import type { Program } from '../../src/ir/program.ts';
import type { RecordedTensor, Recording } from '../../src/ir/recording.ts';
import { generateFactors } from '../data/factors.ts';
import type { BackendName, RecordRequest } from '../protocol.ts';
import { openTrainer } from '../testing/test-environment.ts';

const dataset = generateFactors();
const open = (backend: BackendName) =>
  openTrainer(backend, { loadDataset: () => Promise.resolve(success(dataset)) });

const programOf = (document: UnlabelDocument, options = {}): Program => {
  const { program, diagnostics } = compileDissected(document, registry, options);
  if (!program) throw new Error(diagnostics[0]?.message);
  return program;
};
const recorded = async (backend: BackendName, request: RecordRequest): Promise<Recording> => {
  const answer = await (await open(backend)).record(request);
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
};

/** Momentum, decay, a moving average and running statistics, on a handful of numbers. */
const siamese = programOf(
  drawing(
    {
      images: ['data.images', { dataset: 'factors', batchSize: 4 }],
      augment: ['augment.pipeline', { views: 2, jitterProbability: 0 }],
      encoder: ['encoder.convnet', { widths: [2, 3] }],
      projector: ['head.mlp', { outputSize: 4, hidden: [5] }],
      average: ['flow.ema', { momentum: 0.9 }],
      projectorAverage: ['flow.ema', { momentum: 0.8 }],
      teacher: ['encoder.convnet'],
      teacherProjector: ['head.mlp'],
      loss: ['loss.normalizedMse', { pairs: 'cross' }],
      optimiser: [
        'optim.sgd',
        { learningRate: 0.1, schedule: 'cosine', warmupSteps: 2, momentum: 0.9, weightDecay: 0.01 },
      ],
    },
    [
      'images.images > augment.images',
      'augment.images > encoder.images',
      'augment.images > teacher.images',
      'encoder.weights > average.weights',
      'average.weights > teacher.weights',
      'projector.weights > projectorAverage.weights',
      'projectorAverage.weights > teacherProjector.weights',
      'encoder.embedding > projector.embedding',
      'teacher.embedding > teacherProjector.embedding',
      'projector.embedding > loss.prediction',
      'teacherProjector.embedding > loss.target',
      'loss.loss > optimiser.loss',
    ],
    10,
  ),
);

const asNdArray = ({ shape, data }: RecordedTensor): NdArray => ({ shape, data: Float64Array.from(data) });
const near = (found: ArrayLike<number>, expected: ArrayLike<number>, name: string): void => {
  const [a, b] = [Array.from(found), Array.from(expected)];
  const scale = Math.max(...b.map(Math.abs), 1e-3);
  expect(Math.max(...a.map((x, i) => Math.abs(x - b[i]!))) / scale, name).toBeLessThan(5e-5);
};

describe.each(['cpu', 'wasm'] as const)('a recording made on %s', (backend) => {
  it('has the numbers that the interpreter finds in float64, step after step', async () => {
    const fixture = await recorded(backend, { program: siamese, seed: 3, steps: 3 });
    let kept = new Map([...fixture.initial].map(([id, tensor]) => [id, asNdArray(tensor)]));
    expect(fixture.steps).toHaveLength(3);
    for (const step of fixture.steps) {
      const given = new Map(kept);
      for (const { id, source } of siamese.step.feeds) {
        if (source.kind === 'dataset') given.set(id, asNdArray(fixture.data.get(source.field)!));
        if (source.kind === 'draw') given.set(id, asNdArray(fixture.draws.get(source.stream)!));
        if (source.kind === 'schedule')
          given.set(id, { shape: [], data: Float64Array.of(step.schedules.get(id)!) });
      }
      const values = interpret(siamese.step, Object.fromEntries(given));
      for (const { node, value } of siamese.losses)
        expect(step.losses.get(node)).toBeCloseTo(values.get(value)!.data[0]!, 5);
      expect([...step.gradients.keys()].sort()).toEqual(siamese.gradients.map(({ weight }) => weight).sort());
      for (const { weight, value } of siamese.gradients)
        near(step.gradients.get(weight)!.data, values.get(value)!.data, weight);
      kept = new Map(kept);
      for (const { target, value } of siamese.commits) kept.set(target, values.get(value)!);
      expect([...step.after.keys()].sort()).toEqual([...kept.keys()].sort());
      for (const [id, { data }] of kept) near(step.after.get(id)!.data, data, id);
    }
  });

  it('lets schedules go on, and gives every step the same batch and draws', async () => {
    const fixture = await recorded(backend, { program: siamese, seed: 3, steps: 3 });
    const rates = fixture.steps.map(({ schedules }) => schedules.get('optimiser.learningRate'));
    expect(rates[0]).toBeGreaterThan(0);
    expect(rates[1]).toBeGreaterThan(rates[0]!);
    expect(fixture.data.get('images')!.shape).toEqual([4, 32, 32, 3]);
    expect(fixture.draws.size).toBeGreaterThan(0);
    // a program of one step finds the same in its first
    const short = await recorded(backend, { program: siamese, seed: 3, steps: 1 });
    expect(short.steps[0]).toEqual(fixture.steps[0]);
    expect({ ...short, steps: [] }).toEqual({ ...fixture, steps: [] });
  });
});

it('keeps queue, keys and running statistics of MoCo, and the views as they leave the augmentation', async () => {
  const moco = documentSchema.parse(findTemplate('moco')!.document);
  const edges = moco.stages[0]!.graph.edges;
  const images = edges
    .filter(({ from }) => from.startsWith('augment'))
    .map(({ from, to }) => `${from}->${to}`);
  expect(images.length).toBeGreaterThan(0);
  const overrides = { 'images.dataset': 'factors', 'images.batchSize': 4 };
  const program = programOf(moco, { preset: 'browser', overrides });
  const fixture = await recorded('wasm', { program, seed: 1, steps: 2, wires: images });
  expect([...fixture.wires.keys()].sort()).toEqual([...images].sort());
  const changed = (id: string): boolean => {
    const [first, second] = fixture.steps.map(({ after }) => after.get(id)!.data);
    return first!.some((x, i) => x !== second![i]);
  };
  const roles = new Map(program.weights.map(({ id, role }) => [id, role]));
  for (const [id, role] of roles) if (role === 'trained') expect(changed(id), id).toBe(true);
  expect(program.states.map(({ id }) => id).filter(changed).length).toBeGreaterThan(2);
  expect([...roles.values()]).toContain('ema');
});

it('refuses a wire on which nothing is computed', async () => {
  const answer = await (
    await open('cpu')
  ).record({ program: siamese, seed: 1, steps: 1, wires: ['a.b->c.d'] });
  expect(answer).toMatchObject({
    ok: false,
    problems: [{ code: 'RUN_BAD_FIXTURE', at: { edge: 'a.b->c.d' } }],
  });
});
