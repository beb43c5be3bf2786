/**
 * The same step as in `unlabel.ts` with a clock at every operation: what of it is augmentation (batch, draws, upload, phase
 * `views`) and what the rest, which is all that rivals without augmentation do. Weights stay as they are: a commit swaps
 * tensors and costs nothing that could be seen.
 */
import { fileURLToPath } from 'node:url';
import { assert } from '../../src/base/assert.ts';
import { openTrainer } from '../../src/cli/open-trainer.ts';
import { uploadFeeds } from '../../workers/engine/device-values.ts';
import { initialValues } from '../../workers/engine/initial-values.ts';
import { inspectBlock } from '../../workers/engine/run-block.ts';
import { Session } from '../../workers/engine/session.ts';
import { hostFeeds } from '../../workers/trainer/host-feeds.ts';
import { nodeEnvironment } from '../../workers/trainer/node-environment.ts';
import { trainingBatches } from '../../workers/trainer/training-data.ts';
import { serve } from './serve.ts';
import { simclrProgram } from './simclr-program.ts';

const SEED = 1;

console.log = console.info = console.error;
const opened = await openTrainer('wasm');
assert(opened.ok, 'wasm runs in Node');
const program = await simclrProgram(1_000_000, false);
const data = fileURLToPath(new URL('../../public/data', import.meta.url));
const dataset = await nodeEnvironment.loadDataset(program.dataset, data);
assert(dataset.ok, 'the dataset comes along with the project');
const batchAt = trainingBatches(dataset.value, program.batchSize, SEED);
assert(batchAt.ok, 'the dataset has a batch');
const session = new Session(program, initialValues(program, SEED), 'wasm');
let step = 0;

async function oneStep(): Promise<{ augmentation: number; rest: number }> {
  const spent = { augmentation: 0, rest: 0 };
  let since = performance.now();
  const charge = (part: keyof typeof spent): void => {
    const now = performance.now();
    spent[part] += now - since;
    since = now;
  };
  assert(batchAt.ok, 'checked above');
  const host = hostFeeds(program.step.feeds, { seed: SEED, step, batch: batchAt.value(step) });
  const feeds = uploadFeeds(host);
  charge('augmentation');
  await inspectBlock(session.stepPlan, session.store.get, feeds, session.context, ({ phase }) => {
    charge(phase === 'views' ? 'augmentation' : 'rest');
    return false;
  });
  charge('rest');
  step++;
  return spent;
}

await serve(async (steps) => {
  const augmentation: number[] = [];
  const rest: number[] = [];
  for (let i = 0; i < steps; i++) {
    const spent = await oneStep();
    augmentation.push(spent.augmentation);
    rest.push(spent.rest);
  }
  return { augmentation, rest };
});
