import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { hasTorch } from '../../../scripts/ci-torch.ts';
import { PYTHON } from '../../../scripts/python.ts';
import { openTrainer } from '../../cli/open-trainer.ts';
import { writeProject } from '../../cli/testing/write-project.ts';
import { runProgram } from '../../cli/training/run-program.ts';
import { compile } from '../../compiler/compile.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { initialValues } from '../../ir/initial-values.ts';
import { readWeights } from './read-weights.ts';
import { weightLayout } from './weight-layout.ts';
import { writeWeights } from './write-weights.ts';

const TWO_STEPS = fileURLToPath(new URL('testing/two_steps.py', import.meta.url));
const TOLERANCE = 1e-4;
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe.skipIf(!hasTorch() && !process.env['CI'])('weights between Unlabel and an exported project', () => {
  test(
    'go there and, two steps later, come back: the loss on the batch is the same',
    { timeout: 120_000 },
    async () => {
      const document = drawing(SIMCLR.nodes, SIMCLR.wires);
      const opened = await openTrainer('wasm', 1);
      if (!opened.ok) throw new Error(opened.problems[0]?.message);
      const { trainer } = opened.value;
      const written = await writeProject(trainer, document, {}, { mostSeeds: 1, steps: 1 });
      if ('refused' in written) throw new Error(written.refused[0]?.message);
      const { folder } = written;
      folders.push(folder);

      const layout = weightLayout(document, registry);
      if (!layout.ok) throw new Error(layout.problems[0]?.message);
      const program = compile(document, registry, { steps: 1 }).program!;
      const given = initialValues(program, 5);
      writeFileSync(
        join(folder, 'given.safetensors'),
        writeWeights(layout.value, given, { title: 'given', step: 0 }),
      );
      const { stdout } = await promisify(execFile)(
        PYTHON,
        [TWO_STEPS, 'weights.safetensors', 'given.safetensors'],
        {
          cwd: folder,
          env: { ...process.env, OMP_NUM_THREADS: '1' },
        },
      );
      const theirs = JSON.parse(stdout) as number;

      const loaded = readWeights(layout.value, readFileSync(join(folder, 'weights.safetensors')));
      if (!loaded.ok) throw new Error(loaded.problems[0]?.message);
      // the fixture's batch is that of the first step with its seed
      const lossWith = async (weights: typeof loaded.value | undefined): Promise<number> => {
        const ran = await runProgram(trainer, program, 1, undefined, weights);
        if (!ran.finished) throw new Error(ran.problems[0]?.message);
        return ran.events.flatMap((event) => (event.kind === 'step' ? [event.loss] : []))[0]!;
      };
      const ours = await lossWith(loaded.value);
      const error = Math.abs(ours - theirs) / theirs;
      if (process.env['MEASURE']) console.log(`loss ${theirs} there, ${ours} here: ${error}`);
      expect(error).toBeLessThan(TOLERANCE);
      expect(Math.abs((await lossWith(undefined)) - theirs) / theirs).toBeGreaterThan(10 * TOLERANCE);
    },
  );
});
