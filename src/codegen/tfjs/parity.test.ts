import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templates } from '../../../templates/index.ts';
import type { Trainer } from '../../../workers/trainer/trainer.ts';
import { openTrainer } from '../../cli/open-trainer.ts';
import { PROVEN, type Proof } from '../../cli/testing/run-proof.ts';
import { runTfjsProofs } from '../../cli/testing/run-tfjs-proofs.ts';
import { writeProject } from '../../cli/testing/write-project.ts';
import { documentSchema } from '../../document/schema.ts';
import { prepareTfjs } from './export-tfjs.ts';
import { TOLERANCE } from './files/parity-test.ts';

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

/** What differs by more than is allowed. */
function differences(proof: Proof, tolerance: number): string[] {
  return PROVEN.flatMap((kind) => {
    const { error, at } = proof[kind];
    return error <= tolerance ? [] : [`${kind} of ${at}: ${error}`];
  });
}

test('takes the three steps of every template', { timeout: 300_000 }, async () => {
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
  const proofs = await runTfjsProofs(folders);
  if (process.env['KEEP'])
    console.log(
      proofs
        .map(
          (p, i) =>
            `${templates[i]!.id} ${folders[i]} ${PROVEN.map((k) => `${p[k].error.toExponential(1)} ${p[k].at}`).join(' | ')}`,
        )
        .join('\n'),
    );
  expect(Object.fromEntries(proofs.map((one, i) => [templates[i]!.id, differences(one, TOLERANCE)]))).toEqual(
    Object.fromEntries(templates.map(({ id }) => [id, []])),
  );
});
