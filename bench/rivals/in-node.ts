/** A task's step in Node. Arguments: the way it is taken (`Way`), the task as JSON, the threads. */
// registers gradients; the package of the core alone has none
import '@tensorflow/tfjs';
import { nodeThreads } from '../../workers/kernels/wasm/node-threads.ts';
import { enableRelaxedSimd } from '../../workers/trainer/enable-relaxed-simd.ts';
import { readJob } from './read-job.ts';
import { openStep } from './open-step.ts';
import { serve } from './serve.ts';
import { timeSteps } from './time-steps.ts';

console.log = console.info = console.warn = console.error;
// as our command line does; Node's later versions need no asking
enableRelaxedSimd();
const step = await openStep(readJob(process.argv.slice(2)), {
  host: nodeThreads(),
  report: ({ message }) => console.error(message),
});
await serve((steps) => timeSteps(step, steps));
