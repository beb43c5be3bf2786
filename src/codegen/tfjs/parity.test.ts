import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as prettier from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templates } from '../../../templates/index.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import { openTrainer } from '../../cli/open-trainer.ts';
import { NOVEL_DRAWINGS } from '../../cli/testing/novel-drawings.ts';
import { differences } from '../../cli/testing/differences.ts';
import { runTfjsProofs } from '../../cli/testing/run-tfjs-proofs.ts';
import { writeProject } from '../../cli/testing/write-project.ts';
import { drawing } from '../../compiler/testing/drawing.ts';
import { documentSchema } from '../../document/schema.ts';
import { randomDrawings } from '../testing/random-drawings.ts';
import { prepareTfjs } from './export-tfjs.ts';
import { TOLERANCE } from './files/parity-test.ts';
import { STYLE } from './format.ts';

/** Networks of a handful of units add up rounding in few numbers; what is written wrongly differs by percents. */
const TINY = 1e-4;
/** Random drawings. */
const DRAWN = Number(process.env['DRAWINGS'] ?? 100);
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

test('takes the three steps of every template', { timeout: 900_000 }, async () => {
  for (const { id, document } of templates) {
    const written = await writeProject(
      trainer,
      documentSchema.parse(document),
      { preset: 'browser' },
      { prepare: prepareTfjs },
    );
    if ('refused' in written) throw new Error(`${id}: ${written.refused[0]?.message}`);
    expect(written.steady, id).toBe(true);
    folders.push(written.folder);
  }
  for (const folder of folders) {
    const proof = readFileSync(join(folder, 'parity.test.mjs'), 'utf8');
    expect(await prettier.format(proof, { parser: 'babel', ...STYLE })).toBe(proof);
  }
  const proofs = await runTfjsProofs(folders);
  expect(Object.fromEntries(proofs.map((one, i) => [templates[i]!.id, differences(one, TOLERANCE)]))).toEqual(
    Object.fromEntries(templates.map(({ id }) => [id, []])),
  );
});

test('takes a step of drawings that no template contains', { timeout: 900_000 }, async () => {
  const documents = [
    ...NOVEL_DRAWINGS.map(({ nodes, wires }) => drawing(nodes, wires, 20)),
    ...fc.sample(randomDrawings, { numRuns: DRAWN, seed: 7 }),
  ];
  const projects: string[] = [];
  const refused: string[] = [];
  let unsteady = 0;
  for (const document of documents) {
    const written = await writeProject(
      trainer,
      document,
      {},
      { mostSeeds: 6, patience: Infinity, steps: 1, prepare: prepareTfjs },
    );
    if ('refused' in written)
      refused.push(written.refused.map(({ code, message }) => `${code} ${message}`).join());
    else {
      folders.push(written.folder);
      if (written.steady) projects.push(written.folder);
      else unsteady++;
    }
  }
  const proofs = await runTfjsProofs(projects);
  const wrong = proofs.flatMap((one, i) => differences(one, TINY).map((text) => `${projects[i]}: ${text}`));
  expect(wrong).toEqual([]);
  // what the compiler itself refuses, or a circle of choices that makes no drawing
  expect(refused.filter((text) => text.startsWith('EMIT_'))).toEqual([]);
  expect(unsteady).toBeLessThan(documents.length / 4);
  expect(projects.length).toBeGreaterThanOrEqual(documents.length / 2);
});
