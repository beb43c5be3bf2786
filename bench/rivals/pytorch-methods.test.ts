import { beforeAll, describe, expect, test } from 'vitest';
import { startWasmBackend } from '../../workers/kernels/wasm/start-wasm-backend.ts';
import { contestants } from '../contestants.ts';
import { compiledStep } from './compiled-step.ts';
import { METHODS } from './methods/names.ts';
import { templateProgram } from './template-program.ts';
import { writeStart } from './write-start.ts';

const SEED = 1;
const STEPS = 4;

beforeAll(() => startWasmBackend());

describe.each(METHODS)('%s in PyTorch', (name) => {
  // a high rate at once, so that a wrong update shows in the next loss
  const program = templateProgram(name, {
    steps: 100,
    params: { images: { batchSize: 16 }, optimiser: { warmupSteps: 0 } },
  });

  test('has the losses of the compiled step', async ({ skip }) => {
    const torch = contestants.pytorchMethod(1, writeStart(name, program, SEED));
    const missing = await torch.ready();
    if (missing?.startsWith('there is no PyTorch') && !process.env['CI']) skip(missing);
    expect(missing).toBeNull();
    const { loss: theirs } = await torch.run(STEPS);
    torch.end();
    const ours = compiledStep(program, 'wasm', SEED);
    for (let step = 0; step < STEPS; step++) {
      const loss = await ours();
      expect(Math.abs(theirs![step]! - loss) / Math.abs(loss)).toBeLessThan(1e-3);
      // far enough from the last that a wrong gradient or update would show
      if (step > 0) expect(Math.abs(theirs![step]! - theirs![step - 1]!)).toBeGreaterThan(1e-4);
    }
  });
});
