import { expect, test } from 'vitest';
import { compile } from '../../src/compiler/compile.ts';
import { drawing } from '../../src/compiler/testing/drawing.ts';
import type { NdArray } from '../../src/ir/interpret/nd-array.ts';
import { interpret } from '../../src/ir/interpret/interpret.ts';
import type { Program } from '../../src/ir/program.ts';
import { initialValues } from '../../src/ir/initial-values.ts';
import type { HostTensor } from '../../workers/protocol.ts';
import { hostFeeds } from '../../workers/trainer/host-feeds.ts';
import { registry } from '../index.ts';
import { waves } from '../testing/waves.ts';

const BATCH = 3;
const exact = ({ shape, data }: HostTensor): NdArray => ({ shape, data: Float64Array.from(data) });

/** Runs a program in float64 on a batch of noise, image by image numbered from `5·step`. */
function* steps(
  program: Program,
): Generator<{ before: Map<string, NdArray>; wire: (edge: string) => NdArray; loss: number }> {
  let kept = new Map(Object.entries(initialValues(program, 1)).map(([id, host]) => [id, exact(host)]));
  for (let step = 0; ; step++) {
    const batch = (field: string): HostTensor => {
      if (field === 'images') return waves([BATCH, 32, 32, 3], 7 + step);
      return { shape: [BATCH], dtype: 'int32', data: Int32Array.of(5 * step, 5 * step + 1, 2) };
    };
    const feeds = [...hostFeeds(program.step.feeds, { seed: 1, step, batch })].map(
      ([id, host]) => [id, exact(host)] as const,
    );
    const values = interpret(program.step, Object.fromEntries([...kept, ...feeds]));
    const before = kept;
    const wire = (edge: string): NdArray => {
      const found = program.wires.find((one) => one.edge === edge)!;
      return values.get(found.value!) ?? before.get(found.value!)!;
    };
    yield { before, wire, loss: values.get(program.losses[0]!.value)!.data[0]! };
    kept = new Map(kept);
    for (const { target, value } of program.commits) kept.set(target, values.get(value)!);
  }
}

const rowsOf = ({ shape, data }: NdArray): number[][] =>
  Array.from({ length: shape[0]! }, (_, i) => [...data.slice(i * shape[1]!, (i + 1) * shape[1]!)]);
const dot = (u: number[], v: number[]): number => u.reduce((sum, x, d) => sum + x * v[d]!, 0);

/** InfoNCE in float64: each query against its key and the negatives. */
function infoNce(queries: number[][], keys: number[][], negatives: number[][], temperature: number): number {
  const losses = queries.map((q, i) => {
    const logits = [keys[i]!, ...negatives].map((k) => dot(q, k) / temperature);
    return Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0)) - logits[0]!;
  });
  return losses.reduce((a, b) => a + b) / losses.length;
}

const OFF = { views: 2, crop: false, jitterProbability: 0, grayscaleProbability: 0 };
const shared: Parameters<typeof drawing>[0] = {
  images: ['data.images', { dataset: 'emoji', batchSize: BATCH }],
  augment: ['augment.pipeline', OFF],
  encoder: ['encoder.convnet', { widths: [2] }],
  unit: ['math.l2Normalize', {}],
  query: ['math.selectView', { view: 1 }],
  key: ['math.selectView', { view: 2 }],
  stop: ['flow.stopGradient', {}],
  loss: ['loss.infoNCE', { temperature: 0.5, normalize: false }],
  sgd: ['optim.sgd', { learningRate: 0.1 }],
};
const lanes = [
  'images.images > augment.images',
  'augment.images > encoder.images',
  'encoder.embedding > unit.input',
  'unit.output > query.views',
  'unit.output > key.views',
  'key.view > stop.input',
  'query.view > loss.query',
  'loss.loss > sgd.loss',
];

function compiled(nodes: Parameters<typeof drawing>[0], wires: string[]): Program {
  const { program, diagnostics } = compile(drawing(nodes, wires), registry);
  expect(diagnostics).toEqual([]);
  return program!;
}

test('a queue’s negatives are the keys of earlier steps, never the step’s own', () => {
  const program = compiled({ ...shared, queue: ['state.queue', { size: 7 }] }, [
    ...lanes,
    'stop.output > loss.key',
    'stop.output > queue.rows',
    'queue.rows > loss.negatives',
  ]);
  let expected: number[][] | undefined;
  const run = steps(program);
  for (let step = 0; step < 4; step++) {
    const { before, wire, loss } = run.next().value!;
    const contents = rowsOf(before.get('queue.contents')!);
    if (expected) expect(contents).toEqual(expected);
    else for (const row of contents) expect(Math.hypot(...row)).toBeCloseTo(1, 6);
    const [queries, keys] = [rowsOf(wire('query.view->loss.query')), rowsOf(wire('stop.output->loss.key'))];
    expect(loss).toBeCloseTo(infoNce(queries, keys, contents, 0.5), 9);
    expected = [...contents, ...keys].slice(-7);
  }
});

test('pitfall: both directions of a symmetric loss on one queue meet neither view’s keys of the step', () => {
  const nodes = Object.entries(shared).filter(([id]) => id !== 'query' && id !== 'key');
  const program = compiled({ ...Object.fromEntries(nodes), queue: ['state.queue', { size: 7 }] }, [
    ...lanes.filter((wire) => !/query|key/.test(wire)),
    'unit.output > stop.input',
    'unit.output > loss.query',
    'stop.output > loss.key',
    'stop.output > queue.rows',
    'queue.rows > loss.negatives',
  ]);
  const run = steps(program);
  for (let step = 0; step < 3; step++) {
    const { before, wire, loss } = run.next().value!;
    const contents = rowsOf(before.get('queue.contents')!);
    const rows = rowsOf(wire('unit.output->loss.query'));
    const [first, second] = [rows.slice(0, BATCH), rows.slice(BATCH)];
    const directions = [infoNce(first, second, contents, 0.5), infoNce(second, first, contents, 0.5)];
    expect(loss).toBeCloseTo((directions[0]! + directions[1]!) / 2, 9);
  }
});

test('a memory bank’s rows change after the loss, and only those of the batch', () => {
  const program = compiled({ ...shared, bank: ['state.memoryBank', { momentum: 0.5 }] }, [
    ...lanes,
    'images.index > bank.index',
    'stop.output > bank.embedding',
    'bank.own > loss.key',
    'bank.rows > loss.negatives',
  ]);
  const run = steps(program);
  let changed: Map<number, number[]> | undefined;
  for (let step = 0; step < 3; step++) {
    const { before, wire, loss } = run.next().value!;
    const bank = rowsOf(before.get('bank.bank')!);
    for (const [i, row] of changed ?? []) row.forEach((x, d) => expect(bank[i]![d]).toBeCloseTo(x, 9));
    const batch = [5 * step, 5 * step + 1, 2];
    const own = batch.map((i) => bank[i]!);
    expect(rowsOf(wire('bank.own->loss.key'))).toEqual(own);
    expect(loss).toBeCloseTo(infoNce(rowsOf(wire('query.view->loss.query')), own, bank, 0.5), 8);

    const embedding = rowsOf(wire('stop.output->bank.embedding'));
    const updated = batch.map((i, b) => {
      const mixed = bank[i]!.map((x, d) => 0.5 * x + 0.5 * embedding[b]![d]!);
      return [i, mixed.map((x) => x / Math.hypot(...mixed))] as const;
    });
    changed = new Map([...bank.entries(), ...updated]);
  }
});
