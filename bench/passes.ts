import { fileURLToPath } from 'node:url';
import { memory } from '@tensorflow/tfjs-core';
import { registry } from '../nodes/index.ts';
import { assert, defined } from '../src/base/assert.ts';
import { openTrainer } from '../src/cli/open-trainer.ts';
import { compile } from '../src/compiler/compile.ts';
import type { Pass } from '../src/compiler/passes.ts';
import { parseDocument } from '../src/document/parse.ts';
import type { UnlabelDocument } from '../src/document/schema.ts';
import type { Operation } from '../src/ir/operation.ts';
import type { Program } from '../src/ir/program.ts';
import { findTemplate } from '../templates/index.ts';
import { planBlock, type BlockPlan } from '../workers/engine/block-plan.ts';
import { ConstantPool } from '../workers/engine/constant-pool.ts';
import { disposeAll, uploadFeeds } from '../workers/engine/device-values.ts';
import { initialValues } from '../src/ir/initial-values.ts';
import { inspectBlock, runBlock } from '../workers/engine/run-block.ts';
import { Session } from '../workers/engine/session.ts';
import { hostFeeds } from '../workers/trainer/host-feeds.ts';
import { nodeEnvironment } from '../workers/trainer/node-environment.ts';
import { trainingBatches, type BatchFields } from '../workers/trainer/training-data.ts';
import type { Benchmark } from './report.ts';
import { siameseDocument } from './siamese-document.ts';
import { formatSpread, spread } from './statistics.ts';

const SEED = 1;
const ALL: readonly Pass[] = ['mergeTied', 'spareBroadcasts', 'shareSubexpressions', 'dropUnused'];

/** What is left out: passes of the compiler, or what the engine does with constants and with values nobody reads any more. */
interface Variant {
  readonly name: string;
  readonly without?: readonly Pass[];
  readonly freshConstants?: true;
  readonly holdAll?: true;
}

const VARIANTS: readonly Variant[] = [
  { name: 'all passes' },
  { name: 'without common subexpressions', without: ['shareSubexpressions'] },
  { name: 'without spared broadcasts', without: ['spareBroadcasts'] },
  { name: 'without dropping what is unused', without: ['dropUnused'] },
  { name: 'without interned constants', freshConstants: true },
  { name: 'without freeing at the last use', holdAll: true },
  { name: 'without any', without: ALL, freshConstants: true, holdAll: true },
];

/** What each pass gains: a step with it and without, in turns, and the most that tfjs holds during a step. */
export const passes: Benchmark = {
  name: 'passes',
  run: async ({ rounds = 8 }) => {
    const opened = await openTrainer('wasm');
    assert(opened.ok, 'wasm runs in Node');
    const drawings = [
      ...[
        { name: 'Siamese pair, 2 × 128 images', document: siameseDocument(128, [32, 64, 128]) },
        { name: 'Siamese pair, 2 × 8 images', document: siameseDocument(8, [8, 16]) },
      ].map((one) => ({
        ...one,
        variants: [{ name: 'merged' }, { name: 'apart', without: ['mergeTied'] as const }],
      })),
      ...['simclr', 'dino'].map((id) => ({ name: id, document: templateDocument(id), variants: VARIANTS })),
    ];
    const measured = [];
    for (const { name, document, variants } of drawings) {
      const contestants = [];
      for (const variant of variants) contestants.push(await contestant(document, variant));
      for (const one of contestants) one.step();
      for (let round = 0; round < rounds; round++) {
        for (const one of contestants) {
          const [wall, cpu] = [performance.now(), process.cpuUsage()];
          one.step();
          const { user, system } = process.cpuUsage(cpu);
          one.wall.push(performance.now() - wall);
          one.cpu.push((user + system) / 1000);
        }
      }
      for (const one of contestants) {
        const { variant, program, wall, cpu } = one;
        measured.push({
          drawing: name,
          variant: variant.name,
          operations: program.step.operations.filter((operation) => operation.name !== 'constant').length,
          milliseconds: spread(wall),
          cpuMilliseconds: spread(cpu),
          peakBytes: one.peakBytes,
        });
        one.dispose();
      }
    }
    return {
      title: 'What passes gain: a training step with and without them, in Node on wasm',
      notes: [
        `Variants of one drawing take turns, step by step; ${rounds} steps each after one of warm-up; median (quartiles).`,
        'Peak: the most bytes of tensors that the step holds at once, beside weights and states.',
      ],
      columns: [
        { title: 'drawing' },
        { title: 'variant' },
        { title: 'operations', align: 'right' },
        { title: 'ms', align: 'right' },
        { title: 'ms of processor', align: 'right' },
        { title: 'peak MB', align: 'right' },
      ],
      rows: measured.map((one) => [
        one.drawing,
        one.variant,
        String(one.operations),
        formatSpread(one.milliseconds),
        formatSpread(one.cpuMilliseconds),
        (one.peakBytes / 1e6).toFixed(1),
      ]),
      figures: measured,
    };
  },
};

async function contestant(document: UnlabelDocument, variant: Variant) {
  const { program } = compile(document, registry, { steps: 1_000_000, without: variant.without ?? [] });
  assert(program, 'the drawing compiles');
  const batches = await batchesOf(program);
  const session = new Session(program, initialValues(program, SEED), 'wasm');
  const kept = [...program.losses, ...program.commits].map(({ value }) => value);
  const planned = planBlock(program.step, kept);
  const plan = variant.holdAll ? withoutFreeing(planned) : planned;
  const feeds = (step: number) =>
    uploadFeeds(hostFeeds(program.step.feeds, { seed: SEED, step, batch: batches(step) }));

  let taken = 0;
  const step = () => {
    const constants = variant.freshConstants ? new ConstantPool() : session.context.constants;
    const values = runBlock(plan, session.store.get, feeds(taken++), { ...session.context, constants });
    for (const { value } of program.losses) defined(values.get(value), 'a loss is kept').dataSync();
    session.commit(values);
    disposeAll(values);
    if (variant.freshConstants) constants.dispose();
  };
  const before = memory().numBytes;
  let peakBytes = 0;
  await inspectBlock(plan, session.store.get, feeds(0), session.context, () => {
    peakBytes = Math.max(peakBytes, memory().numBytes - before);
    return false;
  });
  return {
    variant,
    program,
    step,
    peakBytes,
    wall: [] as number[],
    cpu: [] as number[],
    dispose: () => session.dispose(),
  };
}

/** Frees all values at the end of the step instead of after their last use. */
function withoutFreeing(plan: BlockPlan<Operation>): BlockPlan<Operation> {
  return { ...plan, instructions: plan.instructions.map((one) => ({ ...one, dead: [] })) };
}

async function batchesOf(program: Program): Promise<(step: number) => BatchFields> {
  const data = fileURLToPath(new URL('../public/data', import.meta.url));
  const dataset = await nodeEnvironment.loadDataset(program.dataset, data);
  assert(dataset.ok, 'the dataset comes along with the project');
  const batches = trainingBatches(dataset.value, program.batchSize, SEED);
  assert(batches.ok, 'the dataset has a batch');
  return batches.value;
}

function templateDocument(id: string): UnlabelDocument {
  const parsed = parseDocument(
    JSON.stringify(defined(findTemplate(id), 'it is among the templates').document),
  );
  assert(parsed.ok, 'the template can be read');
  return parsed.value;
}
