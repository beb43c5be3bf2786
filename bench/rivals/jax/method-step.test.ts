import { beforeAll, describe, expect, test } from 'vitest';
import { startWasmBackend } from '../../../workers/kernels/wasm/start-wasm-backend.ts';
import { compiledStep } from '../compiled-step.ts';
import { METHODS } from '../methods/names.ts';
import { templateProgram } from '../template-program.ts';
import { jaxMethodStep } from './method-step.ts';

const SEED = 1;
const STEPS = 3;

beforeAll(() => startWasmBackend());

describe.each(METHODS)('%s in jax-js', (name) => {
  // a high rate at once, so that a wrong update shows in the next loss
  const program = templateProgram(name, {
    steps: 100,
    params: { images: { batchSize: 8 }, encoder: { widths: [4, 8, 16] }, optimiser: { warmupSteps: 0 } },
  });

  test('has the losses of the compiled step', async () => {
    const [ours, jax] = [compiledStep(program, 'wasm', SEED), await jaxMethodStep(name, program, SEED)];
    let last = NaN;
    for (let step = 0; step < STEPS; step++) {
      const loss = await ours();
      expect(Math.abs((await jax()) - loss) / Math.abs(loss)).toBeLessThan(1e-3);
      // far enough from the last that a wrong gradient or update would show
      if (step > 0) expect(Math.abs(loss - last)).toBeGreaterThan(1e-4);
      last = loss;
    }
  });
});
