import { beforeAll, expect, test } from 'vitest';
import { startWasmBackend } from '../../../workers/kernels/wasm/start-wasm-backend.ts';
import { compiledStep } from '../compiled-step.ts';
import { jaxStep } from './workload-step.ts';
import { workloadA } from '../workload.ts';
import { workloadProgram } from '../workload-program.ts';

beforeAll(() => startWasmBackend());

test('jax-js has the losses of the compiled step of workload A', async () => {
  const workload = {
    ...workloadA,
    rows: 8,
    encoder: { kind: 'convnet', widths: [4, 8, 16], norm: 'none' },
    learningRate: 0.01,
  } as const;
  const program = workloadProgram(workload);
  const ours = compiledStep(program, 'wasm', 1);
  const jax = await jaxStep(workload, program, 1);
  const losses: number[] = [];
  for (let i = 0; i < 3; i++) {
    losses.push(await ours());
    expect(Math.abs((await jax()) - losses[i]!)).toBeLessThan(1e-4);
  }
  // far enough apart that a wrong gradient or update would show
  expect(losses[0]! - losses[2]!).toBeGreaterThan(1e-3);
});
