import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { registry } from '../../../nodes/index.ts';
import { hasTorch } from '../../../scripts/ci-torch.ts';
import { templates } from '../../../templates/index.ts';
import { datasetFile } from '../../cli/dataset-file.ts';
import { runPython } from '../../cli/testing/run-python.ts';
import { writeFiles } from '../../cli/write-files.ts';
import { drawing, SIMCLR } from '../../compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { DATASETS } from '../../ir/datasets.ts';
import { generateFactors } from '../../../workers/data/factors.ts';
import { preparePyTorch } from './export-pytorch.ts';

const script = (name: string) => fileURLToPath(new URL(`testing/${name}.py`, import.meta.url));
const [ONE_STEP, KILLED_RUN, RESUMED_RUN, CHECK_OPTIONS] = [
  'one_step',
  'killed_run',
  'resumed_run',
  'check_options',
].map(script) as [string, string, string, string];
const root = mkdtempSync(join(tmpdir(), 'unlabel-training-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function exported(name: string, document: UnlabelDocument, preset?: string): Promise<string> {
  const prepared = preparePyTorch(document, registry, preset === undefined ? {} : { preset });
  if ('refused' in prepared) throw new Error(prepared.refused[0]?.message);
  const { project } = prepared;
  const small = preset === undefined || preset === 'browser';
  const data = small ? { data: await datasetFile(project.program.dataset) } : {};
  await writeFiles(join(root, name), project.files(data));
  return join(root, name);
}
const template = (id: string) => documentSchema.parse(templates.find((one) => one.id === id)!.document);

describe.skipIf(!hasTorch() && !process.env['CI'])('an exported project', () => {
  test('takes a step on images of the size that each large preset is for', { timeout: 900_000 }, async () => {
    const projects: string[] = [];
    for (const { id, document } of templates) {
      const parsed = documentSchema.parse(document);
      for (const preset of ['cifar10', 'imagenet']) {
        if (preset in parsed.presets) projects.push(await exported(`${id}-${preset}`, parsed, preset));
      }
    }
    expect(projects.length).toBeGreaterThanOrEqual(18);
    const { stdout } = await runPython(root, [ONE_STEP, ...projects]);
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(
      found.flatMap(({ problem }, i) => (problem ? [`${projects[i]}: ${String(problem)}`] : [])),
    ).toEqual([]);
    for (const [i, { loss, moved, shapes }] of found.entries()) {
      expect(Number.isFinite(loss), projects[i]).toBe(true);
      expect(moved, projects[i]).toBeGreaterThan(10);
      const sides = Object.values(shapes as Record<string, number[]>).flatMap((shape) => shape.slice(2));
      expect(Math.max(...sides), projects[i]).toBe(projects[i]!.endsWith('imagenet') ? 224 : 32);
    }
  });

  const SHORT = ['--workers', '0', '--evaluate', 'none', '--log-every', '1'];

  test.each([1, 2])(
    'that was killed while it wrote a checkpoint goes on as if it had not been, in processes: %i',
    { timeout: 300_000 },
    async (processes) => {
      const folder = await exported(`moco-${processes}`, template('moco'), 'browser');
      const training = ['--steps', '6', '--batch-size', '16', '--save-every', '2', ...SHORT];
      // it dies in step 4, whose loss is in the log but not in the checkpoint
      const killed = await runPython(folder, [KILLED_RUN, '2', '--out', 'parts', ...training], processes);
      expect(killed.stdout).toContain('step 4 ');
      expect(killed.failed).toBe(true);
      expect(await readdir(join(folder, 'parts'))).toContain('checkpoint.tmp');
      const { stdout } = await runPython(folder, [RESUMED_RUN, 'whole', 'parts', ...training], processes);
      const found = JSON.parse(/RESULT (.*)/.exec(stdout)![1]!) as Record<string, unknown[]>;
      expect(found).toMatchObject({ steps: [6, 6], differences: [] });
      expect(found['tensors']).toBeGreaterThan(40);
      const [whole, parts] = found['losses'] as [string[][], string[][]];
      expect(parts).toEqual(whole);
      expect(whole.map(([step]) => step)).toEqual(['1', '2', '3', '4', '5', '6']);
    },
  );

  test('has the images of a generated dataset', { timeout: 100_000 }, async () => {
    const nodes = {
      ...SIMCLR.nodes,
      images: ['data.images', { dataset: 'factors', label: 'colour' }] as const,
    };
    const folder = await exported('factors', drawing(nodes, SIMCLR.wires));
    const { stdout, stderr } = await runPython(folder, ['-c', READ_DATA]);
    const { images, labels, heldOut } = generateFactors();
    const size = images.length / DATASETS.factors.count;
    const rows = [...heldOut].map((index) => images.subarray(index * size, (index + 1) * size));
    expect(stdout.trim().split('\n'), stderr).toEqual([
      createHash('sha256').update(Buffer.concat(rows)).digest('hex'),
      JSON.stringify([...heldOut].map((index) => labels['colour']!.values[index])),
    ]);
  });

  test('logs, mixes precision and accumulates as its options say', { timeout: 200_000 }, async () => {
    const folder = await exported('simsiam', template('simsiam'), 'browser');
    const { stdout } = await runPython(folder, [CHECK_OPTIONS]);
    const found = JSON.parse(stdout) as Options;
    const losses = ({ rows }: Run) => rows.filter(({ name }) => name === 'loss').map(({ value }) => +value);
    expect(found.plain.printed).toContain('TensorBoard is not installed');
    expect(losses(found.plain)).toEqual(losses(found.board));
    expect(found.board.printed).not.toContain('TensorBoard');
    expect(found.scalars.map(([step, name]) => [step, name])).toEqual(
      found.board.rows.map(({ step, name }) => [Number(step), name]),
    );
    const [mixed, plain] = [losses(found.mixed), losses(found.plain)];
    expect(mixed).toHaveLength(2);
    mixed.forEach((loss, i) => expect(Math.abs(loss - plain[i]!)).toBeLessThan(0.05));
    expect(mixed).not.toEqual(plain);
    // each half is a batch of its own to batch norms, so the sum is not the whole batch's
    expect(found.accumulated.gradients).toBeGreaterThan(10);
    expect(found.accumulated.error).toBeLessThan(1e-6);
    expect(found.accumulated.lossError).toBeLessThan(1e-6);
    expect(found.accumulated.fromWhole).toBeGreaterThan(1e-5);
  });
});

/** Prints the hash of the pictures held out, and their labels. */
const READ_DATA = `
import hashlib, json, numpy as np
from data import open_dataset
pictures = open_dataset("embedded", "data", train=False)
found = [pictures[i] for i in range(len(pictures))]
print(hashlib.sha256(b"".join(np.asarray(image).tobytes() for image, _ in found)).hexdigest())
print(json.dumps([label for _, label in found], separators=(",", ":")))
`;

interface Run {
  readonly printed: string;
  readonly rows: readonly { readonly step: string; readonly name: string; readonly value: string }[];
}

/** What check_options.py prints. */
interface Options {
  readonly board: Run;
  readonly scalars: readonly (readonly [number, string, number])[];
  readonly plain: Run;
  readonly mixed: Run;
  readonly accumulated: Readonly<Record<'gradients' | 'error' | 'lossError' | 'fromWhole', number>>;
}
