/**
 * Exports every template, runs the exported proof, and writes the measured errors into docs/export.md.
 *
 *     npm run export-table
 */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import prettier from 'prettier';
import { openTrainer } from '../src/cli/open-trainer.ts';
import { writeProject } from '../src/cli/testing/write-project.ts';
import { documentSchema } from '../src/document/schema.ts';
import { templates } from '../templates/index.ts';
import { PYTHON } from './python.ts';

const PAGE = 'docs/export.md';
const [BEGIN, END] = ['<!-- measured -->', '<!-- /measured -->'];
const KINDS = ['loss', 'gradient', 'state'] as const;
type Measured = Record<(typeof KINDS)[number], { readonly error: number; readonly at: string }>;

const opened = await openTrainer('wasm');
if (!opened.ok) throw new Error(opened.problems[0]?.message);
const { trainer } = opened.value;

const rows: string[] = [];
for (const { id, document } of templates) {
  const drawing = documentSchema.parse(document);
  const project = await writeProject(trainer, drawing, { preset: 'browser' });
  if ('refused' in project) throw new Error(`${id}: ${project.refused[0]?.message}`);
  const one = await run(project.folder, {});
  const shared = { MASTER_ADDR: '127.0.0.1', MASTER_PORT: '29533', WORLD_SIZE: '2' };
  const [two] = await Promise.all(
    ['0', '1'].map((rank) => run(project.folder, { ...shared, RANK: rank, LOCAL_RANK: rank })),
  );
  rows.push(`| ${[drawing.meta.title, ...errors(one), ...errors(two!)].join(' | ')} |`);
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
process.exit(0);

function errors(measured: Measured): string[] {
  return KINDS.map((kind) => measured[kind].error.toExponential(1));
}

async function run(cwd: string, given: Readonly<Record<string, string>>): Promise<Measured> {
  const env = { ...process.env, ...given, OMP_NUM_THREADS: '1' };
  const { stdout } = await promisify(execFile)(PYTHON, ['test_parity.py'], { cwd, env });
  return JSON.parse(stdout) as Measured;
}
