/**
 * The step written by hand in tfjs on its own webgpu backend, as tfjs sets it up, with what it asks of the device. The batch
 * size is the first argument. Two random views take the place of augmentation.
 */
import type { Rank } from '@tensorflow/tfjs';
import { provideNodeGpu } from '../../workers/engine/backends/node-gpu.ts';
import { countCommands } from './count-commands.ts';
import { reportMissing, serve } from './serve.ts';

console.log = console.info = console.warn = console.error;
const missing = await provideNodeGpu();
if (missing !== null) reportMissing(missing);
// tfjs looks for a graphics device when it is loaded
const tf = await import('@tensorflow/tfjs');
await import('@tensorflow/tfjs-backend-webgpu');
const { simclrByHand } = await import('./simclr-by-hand.ts');
if (!(await tf.setBackend('webgpu'))) reportMissing("tfjs's webgpu backend could not be started");

const batch = Number(process.argv[2]);
const train = simclrByHand(batch);
const commands = countCommands();

await serve(async (steps) => {
  const times = { step: [] as number[], dispatches: [] as number[], buffers: [] as number[] };
  for (let i = 0; i < steps; i++) {
    const images = tf.randomUniform<Rank.R4>([2 * batch, 32, 32, 3]);
    commands();
    const begin = performance.now();
    const loss = train(images);
    await loss.data();
    times.step.push(performance.now() - begin);
    const { dispatches, buffers } = commands();
    times.dispatches.push(dispatches);
    times.buffers.push(buffers);
    tf.dispose([images, loss]);
  }
  return times;
});
