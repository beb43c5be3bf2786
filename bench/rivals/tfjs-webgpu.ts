/**
 * The step written by hand in tfjs on its own webgpu backend, as tfjs sets it up, with what it asks of the device. The batch
 * size is the first argument. Random numbers take the place of two views.
 */
import { provideNodeGpu } from '../../workers/engine/backends/node-gpu.ts';
import { countCommands } from './count-commands.ts';
import { reportMissing, serve } from './serve.ts';
import { templateWorkload } from './workload.ts';

console.log = console.info = console.warn = console.error;
const missing = await provideNodeGpu();
if (missing !== null) reportMissing(missing);
// tfjs looks for a graphics device when it is loaded
const tf = await import('@tensorflow/tfjs');
await import('@tensorflow/tfjs-backend-webgpu');
const { handWrittenTraining } = await import('./hand-written-step.ts');
if (!(await tf.setBackend('webgpu'))) reportMissing("tfjs's webgpu backend could not be started");

const train = handWrittenTraining({ ...templateWorkload, rows: 2 * Number(process.argv[2]) });
const commands = countCommands();

await serve(async (steps) => {
  const times = { step: [] as number[], dispatches: [] as number[], buffers: [] as number[] };
  for (let i = 0; i < steps; i++) {
    commands();
    const begin = performance.now();
    const loss = train();
    await loss.data();
    times.step.push(performance.now() - begin);
    const { dispatches, buffers } = commands();
    times.dispatches.push(dispatches);
    times.buffers.push(buffers);
    loss.dispose();
  }
  return times;
});
