/**
 * The same step as in `unlabel.ts` in two timed parts: augmentation (batch, draws, upload, phase `views`) and the rest, which is
 * all that rivals without augmentation do.
 */
import { fileURLToPath } from 'node:url';
import { assert, defined } from '../../src/base/assert.ts';
import type { Operation } from '../../src/ir/operation.ts';
import type { Block } from '../../src/ir/program.ts';
import type { ValueId } from '../../src/ir/value.ts';
import { openTrainer } from '../../src/cli/open-trainer.ts';
import { planBlock } from '../../workers/engine/block-plan.ts';
import { disposeAll, uploadFeeds } from '../../workers/engine/device-values.ts';
import { initialValues } from '../../src/ir/initial-values.ts';
import { runBlock } from '../../workers/engine/run-block.ts';
import { Session } from '../../workers/engine/session.ts';
import { hostFeeds } from '../../workers/trainer/host-feeds.ts';
import { nodeEnvironment } from '../../workers/trainer/node-environment.ts';
import { trainingBatches, type BatchFields } from '../../workers/trainer/training-data.ts';
import { serve } from './serve.ts';
import { templateProgram } from './template-program.ts';

const SEED = 1;

console.log = console.info = console.error;
const opened = await openTrainer('wasm');
assert(opened.ok, 'wasm runs in Node');
const program = templateProgram('simclr', { steps: 1_000_000 });
const data = fileURLToPath(new URL('../../public/data', import.meta.url));
const dataset = await nodeEnvironment.loadDataset(program.dataset, data);
assert(dataset.ok, 'the dataset comes along with the project');
const batchAt = trainingBatches(dataset.value, program.batchSize, SEED);
assert(batchAt.ok, 'the dataset has a batch');
const session = new Session(program, initialValues(program, SEED), 'wasm');

/** The part of the step that these operations are, with all constants, as a block of its own. */
function part(belongs: (operation: Operation) => boolean): Block {
  const operations = program.step.operations.filter((one) => one.name === 'constant' || belongs(one));
  const read = new Set(operations.flatMap(({ inputs }) => inputs));
  return { feeds: program.step.feeds.filter(({ id }) => read.has(id)), operations };
}
const views = part(({ phase }) => phase === 'views');
const rest = part(({ phase }) => phase !== 'views');
const made = new Set(views.operations.filter(isComputed).flatMap(({ outputs }) => outputs));
const passedOn = rest.operations.flatMap(({ inputs }) => inputs).filter((id) => made.has(id));
const viewsPlan = planBlock(views, passedOn);
const restPlan = planBlock(
  rest,
  [...program.losses, ...program.commits].map(({ value }) => value),
);
let step = 0;

function isComputed({ name }: Operation): boolean {
  return name !== 'constant';
}

function oneStep(batch: BatchFields): { augmentation: number; rest: number } {
  const feeds = (block: Block) => uploadFeeds(hostFeeds(block.feeds, { seed: SEED, step, batch }));
  const begin = performance.now();
  const images = runBlock(viewsPlan, session.store.get, feeds(views), session.context);
  const between = performance.now();
  const lent = (id: ValueId) => images.get(id) ?? session.store.get(id);
  const values = runBlock(restPlan, lent, feeds(rest), session.context);
  for (const { value } of program.losses) defined(values.get(value), 'a loss is kept').dataSync();
  session.commit(values);
  const end = performance.now();
  disposeAll(images);
  disposeAll(values);
  step++;
  return { augmentation: between - begin, rest: end - between };
}

await serve((steps) => {
  const augmentation: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < steps; i++) {
    const spent = oneStep(batchAt.value(step));
    augmentation.push(spent.augmentation);
    others.push(spent.rest);
  }
  return Promise.resolve({ augmentation, rest: others });
});
