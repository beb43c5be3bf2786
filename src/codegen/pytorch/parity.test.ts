import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTorch } from '../../../scripts/ci-torch.ts';
import { PYTHON } from '../../../scripts/python.ts';
import { templates } from '../../../templates/index.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import { openTrainer } from '../../cli/open-trainer.ts';
import { NOVEL_DRAWINGS } from '../../cli/testing/novel-drawings.ts';
import { drawing } from '../../compiler/testing/drawing.ts';
import { documentSchema, type UnlabelDocument } from '../../document/schema.ts';
import { randomDrawings } from '../testing/random-drawings.ts';
import { PROVEN, runProof, type Proof } from '../../cli/testing/run-proof.ts';
import { writeProject } from '../../cli/testing/write-project.ts';

const MEASURE = fileURLToPath(new URL('testing/measure_projects.py', import.meta.url));
const TOLERANCE = 1e-4;
/** Networks of a handful of units add up rounding in few numbers; what is written wrongly differs by percents. */
const TINY = 5e-4;
const folders: string[] = [];
let trainer: Trainer;

beforeAll(async () => {
  const opened = await openTrainer('wasm', 1);
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  trainer = opened.value.trainer;
});
afterAll(() =>
  folders.forEach((folder) => process.env['KEEP'] || rmSync(folder, { recursive: true, force: true })),
);

interface Measured extends Partial<Proof> {
  readonly problem?: string;
}

async function exported(document: UnlabelDocument, preset?: string): Promise<string> {
  const written = await writeProject(trainer, document, preset === undefined ? {} : { preset });
  if ('refused' in written) throw new Error(written.refused[0]?.message);
  folders.push(written.folder);
  return written.folder;
}

async function measure(projects: readonly string[]): Promise<Measured[]> {
  const { stdout } = await promisify(execFile)(PYTHON, [MEASURE, ...projects], { maxBuffer: 1e8 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Measured);
}

/** What differs by more than is allowed. */
function differences(measured: Measured, tolerance = TOLERANCE): string[] {
  if (measured.problem !== undefined) return [measured.problem];
  return PROVEN.flatMap((kind) => {
    const { error, at } = measured[kind] ?? { error: NaN, at: 'nowhere' };
    return error <= tolerance ? [] : [`${kind} of ${at}: ${error}`];
  });
}

describe.skipIf(!hasTorch() && !process.env['CI'])('exported PyTorch', () => {
  test('takes the three steps of every template', { timeout: 300_000 }, async () => {
    const projects: string[] = [];
    for (const { document } of templates)
      projects.push(await exported(documentSchema.parse(document), 'browser'));
    const found = await measure(projects);
    expect(Object.fromEntries(found.map((one, i) => [templates[i]!.id, differences(one)]))).toEqual(
      Object.fromEntries(templates.map(({ id }) => [id, []])),
    );
  });

  test('two processes with half of the batch each find what one finds', { timeout: 300_000 }, async () => {
    for (const id of ['simclr', 'moco', 'byol', 'simsiam', 'dino', 'swav']) {
      const folder = await exported(
        documentSchema.parse(templates.find((one) => one.id === id)!.document),
        'browser',
      );
      for (const found of await runProof(folder, 2)) expect(differences(found), id).toEqual([]);
    }
  });

  test('takes a step of drawings that no template contains', { timeout: 600_000 }, async () => {
    const documents = [
      ...NOVEL_DRAWINGS.map(({ nodes, wires }) => drawing(nodes, wires, 20)),
      ...fc.sample(randomDrawings, { numRuns: 250, seed: 7 }),
    ];
    const projects: string[] = [];
    const refused: string[] = [];
    let unsteady = 0;
    for (const document of documents) {
      const written = await writeProject(trainer, document, {}, { mostSeeds: 12, steps: 1 });
      if ('refused' in written)
        refused.push(written.refused.map(({ code, message }) => `${code} ${message}`).join());
      else {
        folders.push(written.folder);
        if (written.steady) projects.push(written.folder);
        else unsteady++;
      }
    }
    const found = await measure(projects);
    const wrong = found.flatMap((one, i) => differences(one, TINY).map((text) => `${projects[i]}: ${text}`));
    expect(wrong).toEqual([]);
    // what the compiler itself refuses, or a circle of choices that makes no drawing
    expect(refused.filter((text) => text.startsWith('EMIT_'))).toEqual([]);
    expect(unsteady).toBeLessThan(documents.length / 5);
    expect(projects.length).toBeGreaterThanOrEqual(200);
  });
});
