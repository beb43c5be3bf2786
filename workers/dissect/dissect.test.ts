import { describe, expect, it } from 'vitest';
import { registry } from '../../nodes/index.ts';
import { findTemplate } from '../../templates/index.ts';
import { success } from '../../src/base/outcome.ts';
import { compileDissected } from '../../src/compiler/testing/compile-dissected.ts';
import { drawing, SIMCLR } from '../../src/compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../src/document/schema.ts';
import type { Program } from '../../src/ir/program.ts';
import { generateFactors } from '../data/factors.ts';
import type { BackendName, Checkpoint, Dissection, Summary } from '../protocol.ts';
import { EventLog, openTrainer } from '../testing/test-environment.ts';
import type { Trainer } from '../trainer/trainer.ts';
import { normOf } from './changes.ts';

const dataset = generateFactors();
const open = (backend: BackendName) =>
  openTrainer(backend, { loadDataset: () => Promise.resolve(success(dataset)) });

const TEMPERATURE = 0.5;
const simclr = drawing(
  {
    ...SIMCLR.nodes,
    images: ['data.images', { dataset: 'factors', batchSize: 8 }],
    projector: ['head.mlp', { outputSize: 8 }],
    ntXent: ['loss.ntXent', { temperature: TEMPERATURE }],
    optimiser: ['optim.sgd', { learningRate: 0.1, momentum: 0, weightDecay: 0 }],
  },
  SIMCLR.wires,
  6,
);

const programOf = (document: UnlabelDocument, options = {}): Program => {
  const { program, diagnostics } = compileDissected(document, registry, options);
  if (!program) throw new Error(diagnostics[0]?.message);
  return program;
};

async function dissected(trainer: Trainer, program: Program, checkpoint?: Checkpoint): Promise<Dissection> {
  const answer = await trainer.dissect({ program, seed: 4, ...(checkpoint && { checkpoint }) });
  if (!answer.ok) throw new Error(answer.problems[0]?.message);
  return answer.value;
}

const on = ({ wires }: Dissection, edge: string) => wires.find((wire) => wire.edge === edge)!;
const matrix = ({ preview }: Summary): number[][] => {
  if (preview.kind !== 'matrix') throw new Error(preview.kind);
  const { rows, columns, values } = preview;
  return Array.from({ length: rows }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);
};
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** NT-Xent of rows of which i and i ± n/2 belong together, with its gradient, from its formula (Chen et al. 2020, eq. 1). */
function ntXent(z: readonly number[][]): { loss: number; gradient: number[][] } {
  const n = z.length;
  const partner = (i: number) => (i + n / 2) % n;
  const p = z.map((a, i) => {
    const e = z.map((b, k) => (k === i ? 0 : Math.exp(dot(a, b) / TEMPERATURE)));
    const total = e.reduce((sum, x) => sum + x, 0);
    return e.map((x) => x / total);
  });
  const loss = p.reduce((sum, row, i) => sum - Math.log(row[partner(i)]!) / n, 0);
  const g = p.map((row, i) => row.map((x, k) => (x - (k === partner(i) ? 1 : 0)) / n / TEMPERATURE));
  const gradient = z.map((_, i) =>
    z[0]!.map((_, d) => z.reduce((sum, row, k) => sum + (g[i]![k]! + g[k]![i]!) * row[d]!, 0)),
  );
  // the loss scales rows to length 1 itself: no gradient along them
  const across = gradient.map((row, i) => row.map((x, d) => x - dot(row, z[i]!) * z[i]![d]!));
  return { loss, gradient: across };
}

describe.each(['cpu', 'wasm'] as const)('a step taken apart on %s', (backend) => {
  it('has the loss of the vectors on the wire, and its gradient, as the formula has them', async () => {
    const step = await dissected(await open(backend), programOf(simclr));
    const { value, gradient } = on(step, 'normalize.output->ntXent.a');
    const z = matrix(value);
    expect(z.map((row) => Math.hypot(...row))).toEqual(z.map(() => expect.closeTo(1, 5) as number));
    const expected = ntXent(z);
    expect(step.losses['optimiser']).toBeCloseTo(expected.loss, 5);
    const loss = on(step, 'ntXent.loss->optimiser.loss');
    expect(loss.value.preview).toEqual({ kind: 'scalar', value: step.losses['optimiser'] });
    expect(loss.gradient!.preview).toEqual({ kind: 'scalar', value: 1 });
    for (const [i, row] of matrix(gradient!).entries()) {
      for (const [d, x] of row.entries()) expect(x).toBeCloseTo(expected.gradient[i]![d]!, 6);
    }
    expect(gradient!.norm).toBeCloseTo(Math.hypot(...expected.gradient.flat()), 5);
  });

  it('shows pixels as thumbnails, and no gradient where none flows', async () => {
    const step = await dissected(await open(backend), programOf(simclr));
    const images = on(step, 'images.images->augment.images');
    expect(images.gradient).toBeNull();
    expect(images.value).toMatchObject({ shape: [8, 32, 32, 3], notFinite: 0, preview: { kind: 'images' } });
    expect(on(step, 'augment.images->encoder.images').value.shape).toEqual([16, 32, 32, 3]);
    expect(step.wires).toHaveLength(simclr.stages[0]!.graph.edges.length);
  });

  it('tells how far plain gradient descent moves weights: rate times gradient', async () => {
    const step = await dissected(await open(backend), programOf(simclr));
    const trained = step.changes.filter(({ role }) => role === 'trained');
    expect(trained.length).toBeGreaterThan(4);
    expect(step.learningRate).toBeGreaterThan(0);
    for (const { id, change, gradient } of trained) {
      expect(change / step.learningRate, id).toBeCloseTo(gradient!, 3);
    }
  });

  it('tells how far a moving average follows', async () => {
    const byol = documentSchema.parse(findTemplate('byol')!.document);
    const widths = { 'encoder.widths': [4, 8], 'teacherEncoder.widths': [4, 8] };
    const overrides = { 'images.dataset': 'factors', 'images.batchSize': 4, ...widths };
    const program = programOf(byol, { preset: 'browser', overrides });
    const { changes } = await dissected(await open(backend), program);
    const moved = new Map(changes.map(({ id, change }) => [id, change]));
    const followers = changes.filter(({ role }) => role === 'ema');
    expect(followers.length).toBeGreaterThan(8);
    // teacher and student begin alike, so that the teacher moves 1 − momentum of the student's step
    for (const { id, change } of followers) {
      const student = moved.get(id.replace('ema.', ''))!;
      expect(change / student, id).toBeCloseTo(1 - 0.95, 3);
    }
  });

  it('is the step that the run takes next, in every bit, and leaves the run as it was', async () => {
    const program = programOf(simclr);
    const whole = new EventLog();
    const plain = await open(backend);
    await plain.start(program, { seed: 4 }, whole.receive);
    const untouched = await whole.until('finished');

    const trainer = await open(backend);
    const log = new EventLog();
    await trainer.start(program, { seed: 4, paused: true }, log.receive);
    await trainer.stepOnce();
    await trainer.stepOnce();
    const held = await trainer.memory();
    const before = await trainer.checkpoint();
    if (!before.ok) throw new Error('a paused run has a checkpoint');
    const step = await dissected(trainer, program, before.value);
    expect(await trainer.memory()).toEqual(held);
    expect(await trainer.checkpoint()).toEqual(before);

    await trainer.stepOnce();
    expect(step.step).toBe(2);
    expect(step.losses['optimiser']).toBe(log.of('step').find((event) => event.step === 3)!.loss);
    const after = await trainer.checkpoint();
    if (!after.ok) throw new Error('a paused run has a checkpoint');
    for (const { id, after: norm } of step.changes)
      expect(norm, id).toBe(normOf(after.value.tensors[id]!.data));

    // and once more while it runs
    await trainer.resume();
    await dissected(trainer, program, before.value);
    expect((await log.until('finished')).digest).toBe(untouched.digest);
    expect(log.of('step').map(({ loss }) => loss)).toEqual(whole.of('step').map(({ loss }) => loss));
  });
});

it('refuses a state of other shapes', async () => {
  const tensors = {
    'encoder.stage1.kernel': { shape: [2], dtype: 'float32', data: Float32Array.of(1, 2) },
  } as const;
  const trainer = await open('cpu');
  const answer = await trainer.dissect({
    program: programOf(simclr),
    seed: 1,
    checkpoint: { step: 1, seed: 1, tensors },
  });
  expect(answer).toMatchObject({ ok: false, problems: [{ code: 'RUN_BAD_CHECKPOINT' }] });
});
