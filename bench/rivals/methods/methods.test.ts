import '@tensorflow/tfjs';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startWasmBackend } from '../../../workers/kernels/wasm/start-wasm-backend.ts';
import { compiledStep } from '../compiled-step.ts';
import { templateProgram } from '../template-program.ts';
import { methodStep } from './method-step.ts';
import { METHODS } from './names.ts';

const SEED = 1;
const STEPS = 4;

beforeAll(() => startWasmBackend());

describe.each(METHODS)('%s by hand', (name) => {
  // a high rate at once, so that a wrong update shows in the next loss
  const program = templateProgram(name, {
    steps: 100,
    params: { images: { batchSize: 16 }, optimiser: { warmupSteps: 0 } },
  });

  test('has the losses of the compiled step', async () => {
    const [compiled, byHand] = [compiledStep(program, 'wasm', SEED), methodStep(name, program, SEED)];
    const first = await compiled();
    expect(await byHand()).toBeCloseTo(first, 4);
    let last = first;
    for (let step = 1; step < STEPS; step++) {
      const loss = await compiled();
      expect(Math.abs((await byHand()) - loss) / Math.abs(loss)).toBeLessThan(1e-3);
      expect(loss).not.toBeCloseTo(last, 4);
      last = loss;
    }
  });

  test('keeps no more tensors from step to step', async () => {
    const step = methodStep(name, program, SEED);
    await step();
    await step();
    const { numTensors } = memory();
    await step();
    expect(memory().numTensors).toBe(numTensors);
  });
});
