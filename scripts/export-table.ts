/**
 * Exports every template, runs the exported proof, and writes the measured errors into docs/export.md and, for the editor, into
 * src/codegen/proofs.json.
 *
 *     npm run export-table
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import prettier from 'prettier';
import { openTrainer } from '../src/cli/open-trainer.ts';
import { PROVEN, runProof, type Proof } from '../src/cli/testing/run-proof.ts';
import { writeProject } from '../src/cli/testing/write-project.ts';
import { readProof, type Proof as Report } from '../src/codegen/proof.ts';
import { documentSchema } from '../src/document/schema.ts';
import { templates } from '../templates/index.ts';

const PAGE = 'docs/export.md';
const PROOFS = 'src/codegen/proofs.json';
const [BEGIN, END] = ['<!-- measured -->', '<!-- /measured -->'];

const opened = await openTrainer('wasm');
if (!opened.ok) throw new Error(opened.problems[0]?.message);
const { trainer } = opened.value;

const rows: string[] = [];
const reports: Report[] = [];
for (const { id, document } of templates) {
  const drawing = documentSchema.parse(document);
  const project = await writeProject(trainer, drawing, { preset: 'browser' });
  if ('refused' in project) throw new Error(`${id}: ${project.refused[0]?.message}`);
  const two = (await runProof(project.folder, 2))[0]!;
  const one = (await runProof(project.folder))[0]!;
  reports.push(readProof(await readFile(join(project.folder, 'parity.json'), 'utf8'))!);
  rows.push(`| ${[drawing.meta.title, ...errors(one), ...errors(two)].join(' | ')} |`);
  console.log(rows.at(-1));
  await rm(project.folder, { recursive: true });
}
const table = [
  '| method | loss | gradients | weights and state | two processes: loss | gradients | weights and state |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');
const page = await readFile(PAGE, 'utf8');
const text = `${page.slice(0, page.indexOf(BEGIN))}${BEGIN}\n\n${table}\n\n${page.slice(page.indexOf(END))}`;
await writeFile(
  PAGE,
  await prettier.format(text, { ...(await prettier.resolveConfig(PAGE)), parser: 'markdown' }),
);
const json = await prettier.format(JSON.stringify(reports), {
  ...(await prettier.resolveConfig(PROOFS)),
  parser: 'json',
});
await writeFile(PROOFS, json);
process.exit(0);

function errors(proof: Proof): string[] {
  return PROVEN.map((kind) => proof[kind].error.toExponential(1));
}
