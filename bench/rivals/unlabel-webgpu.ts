/**
 * Unlabel on WebGPU in Node: a whole step of the template `simclr` at the batch size that is the first argument, draws and
 * augmentation included, with what it asks of the device. `--unfused` runs its operations one by one.
 */
import { fileURLToPath } from 'node:url';
import { assert, defined } from '../../src/base/assert.ts';
import { chooseBackend } from '../../workers/engine/backends/choose-backend.ts';
import { disposeAll } from '../../workers/engine/device-values.ts';
import { initialValues } from '../../src/ir/initial-values.ts';
import { Session } from '../../workers/engine/session.ts';
import { hostFeeds } from '../../workers/trainer/host-feeds.ts';
import { nodeEnvironment } from '../../workers/trainer/node-environment.ts';
import { trainingBatches } from '../../workers/trainer/training-data.ts';
import { countCommands } from './count-commands.ts';
import { reportMissing, serve } from './serve.ts';
import { templateProgram } from './template-program.ts';

const SEED = 1;

console.log = console.info = console.warn = console.error;
const data = fileURLToPath(new URL('../../public/data', import.meta.url));
const options = { backend: 'webgpu', dataUrl: data, wasmUrls: {} } as const;
const drivers = await nodeEnvironment.drivers(options, ({ message }) => console.error(message));
const chosen = await chooseBackend('webgpu', drivers);
if (!chosen.ok) reportMissing(chosen.problems[0]!.message);
const program = templateProgram('simclr', {
  steps: 1_000_000,
  params: { images: { batchSize: Number(process.argv[2]) } },
});
const dataset = await nodeEnvironment.loadDataset(program.dataset, data);
assert(dataset.ok, 'the dataset comes along with the project');
const batchAt = trainingBatches(dataset.value, program.batchSize, SEED);
assert(batchAt.ok, 'the dataset has a batch');
const values = initialValues(program, SEED);
const unfused = process.argv.includes('--unfused');
const session = unfused
  ? new Session(program, values, 'webgpu', null)
  : new Session(program, values, 'webgpu');
const commands = countCommands();
let step = 0;

await serve(async (steps) => {
  const times = { step: [] as number[], dispatches: [] as number[], buffers: [] as number[] };
  for (let i = 0; i < steps; i++, step++) {
    commands();
    const begin = performance.now();
    const made = session.step(
      hostFeeds(program.step.feeds, { seed: SEED, step, batch: batchAt.value(step) }),
    );
    for (const { value } of program.losses) await defined(made.get(value), 'a loss is kept').data();
    times.step.push(performance.now() - begin);
    const { dispatches, buffers } = commands();
    times.dispatches.push(dispatches);
    times.buffers.push(buffers);
    disposeAll(made);
  }
  return times;
});
