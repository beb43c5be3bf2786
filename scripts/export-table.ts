/**
 * Exports every template, runs the exported proof, and writes the measured errors into docs/export.md and, for the editor, into
 * src/codegen/proofs.json.
 *
 *     npm run export-table [-- pytorch | tfjs]
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import prettier from 'prettier';
import { openTrainer } from '../src/cli/open-trainer.ts';
import { PROVEN, runProofs, type Measured } from '../src/cli/testing/run-proof.ts';
import { runTfjsProofs } from '../src/cli/testing/run-tfjs-proofs.ts';
import { proveWholeBatch } from '../src/cli/testing/prove-whole-batch.ts';
import { writeProject, type Prepare } from '../src/cli/testing/write-project.ts';
import { readProof, type Proof } from '../src/codegen/proof.ts';
import { preparePyTorch } from '../src/codegen/pytorch/export-pytorch.ts';
import { prepareTfjs } from '../src/codegen/tfjs/export-tfjs.ts';
import { documentSchema } from '../src/document/schema.ts';
import { templates } from '../templates/index.ts';

const PAGE = 'docs/export.md';
const PROOFS = 'src/codegen/proofs.json';
/** Of whole batches. */
const TOLERANCE = 1e-4;
const KINDS = ['loss', 'gradients', 'weights and state'];

interface Table {
  /** What the table stands between on the page. */
  readonly mark: string;
  readonly prepare: Prepare;
  readonly columns: readonly string[];
  /** What the exported proof is measured with as it is exported, where it is of fewer images than the preset's batch. */
  exported?(folder: string): Promise<readonly Measured[]>;
  /** The same with whole batches. */
  whole(folder: string): Promise<readonly Measured[]>;
}

/** By target and drawing: a seed that is passed over may have left one too. */
const reports = new Map<string, Proof>();

/** By target. */
const TABLES = {
  pytorch: {
    mark: 'measured',
    prepare: preparePyTorch,
    columns: [...KINDS, 'two processes: loss', ...KINDS.slice(1)],
    async whole(folder: string) {
      const [[one], [two]] = [await runProofs([folder]), await runProofs([folder], 2)];
      await keepReport(folder);
      return [one!, two!];
    },
  },
  tfjs: {
    mark: 'measured tfjs',
    prepare: prepareTfjs,
    columns: [...KINDS, 'whole batch: loss', ...KINDS.slice(1)],
    whole: (folder: string) => runTfjsProofs([folder]),
    async exported(folder: string) {
      const found = await runTfjsProofs([folder]);
      await keepReport(folder);
      return found;
    },
  },
} satisfies Record<string, Table>;

const opened = await openTrainer('wasm');
if (!opened.ok) throw new Error(opened.problems[0]?.message);
const { trainer } = opened.value;

for (const [target, table] of Object.entries(TABLES)) {
  const wanted = process.argv[2] ?? target;
  if (wanted === target) await measure(table);
}
const earlier = JSON.parse(await readFile(PROOFS, 'utf8')) as Proof[];
const measured = [...reports.values()];
const others = earlier.filter(({ target }) => !measured.some((report) => report.target === target));
await writeFile(PROOFS, await formatted(PROOFS, JSON.stringify([...others, ...measured]), 'json'));
process.exit(0);

async function measure({ mark, prepare, columns, exported, whole }: Table) {
  const rows: string[] = [];
  for (const { id, document } of templates) {
    const drawing = documentSchema.parse(document);
    const proofs: Measured[] = [];
    if (exported) {
      const project = await writeProject(trainer, drawing, { preset: 'browser' }, { prepare });
      if ('refused' in project) throw new Error(`${id}: ${project.refused[0]?.message}`);
      proofs.push(...(await exported(project.folder)));
      await rm(project.folder, { recursive: true });
    }
    const found = await proveWholeBatch(trainer, drawing, prepare, whole, TOLERANCE);
    if (found.differences.at(-1)!.length > 0) throw new Error(`${id}: ${JSON.stringify(found.differences)}`);
    proofs.push(...found.proofs);
    rows.push(`| ${[drawing.meta.title, ...proofs.flatMap(errors)].join(' | ')} |`);
    console.log(rows.at(-1), `seed ${found.seed}`);
  }
  const header = [
    `| method | ${columns.join(' | ')} |`,
    `| ${['', ...columns].map(() => '---').join(' | ')} |`,
  ];
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const page = await readFile(PAGE, 'utf8');
  const text = `${page.slice(0, page.indexOf(begin))}${begin}\n\n${[...header, ...rows].join('\n')}\n\n${page.slice(page.indexOf(end))}`;
  await writeFile(PAGE, await formatted(PAGE, text, 'markdown'));
}

async function keepReport(folder: string): Promise<void> {
  const report = readProof(await readFile(join(folder, 'parity.json'), 'utf8'))!;
  if (report.passed) reports.set(`${report.target} ${report.program}`, report);
}

function errors(found: Measured): string[] {
  if (found.problem !== undefined) throw new Error(found.problem);
  return PROVEN.map((kind) => found[kind]!.error.toExponential(1));
}

async function formatted(path: string, text: string, parser: 'markdown' | 'json'): Promise<string> {
  return prettier.format(text, { ...(await prettier.resolveConfig(path)), parser });
}
