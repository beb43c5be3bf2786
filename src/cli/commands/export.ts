import { readdir, stat, writeFile } from 'node:fs/promises';
import { registry } from '../../../nodes/index.ts';
import { stepCost } from '../../analysis/cost.ts';
import type { ExportedProject } from '../../codegen/exported-project.ts';
import { recordProof } from '../../codegen/fixture/record-proof.ts';
import { notebookOf } from '../../codegen/notebook/notebook.ts';
import { preparePyTorch } from '../../codegen/pytorch/export-pytorch.ts';
import { prepareTfjs } from '../../codegen/tfjs/export-tfjs.ts';
import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Recording } from '../../ir/recording.ts';
import { compileSource, type DocumentOptions } from '../compile-source.ts';
import { datasetFile } from '../dataset-file.ts';
import { EXIT, statusOf, type ExitStatus } from '../exit-status.ts';
import { openTrainer } from '../open-trainer.ts';
import { diagnosticLines } from '../print-diagnostics.ts';
import type { Terminal } from '../terminal.ts';
import type { EXPORT_TARGETS } from './export-targets.ts';
import { UsageError } from '../usage-error.ts';
import { writeFiles } from '../write-files.ts';

export interface ExportOptions extends DocumentOptions {
  readonly json: boolean;
  readonly target: (typeof EXPORT_TARGETS)[number];
  readonly out: string;
  readonly force: boolean;
  /** `false`: without the proof. */
  readonly fixture: boolean;
  /** The fixture has the whole batch. */
  readonly wholeBatch: boolean;
}

/** By target: what makes a project of a document, and how its proof is run. */
const TARGETS = {
  pytorch: { prepare: preparePyTorch, proof: 'python test_parity.py' },
  tfjs: { prepare: prepareTfjs, proof: 'npm install && npm test' },
  // of the same modules, without the proof
  notebook: { prepare: preparePyTorch, proof: '' },
} as const satisfies Record<(typeof EXPORT_TARGETS)[number], object>;

/** Writes a document as a project that computes the same without Unlabel, with a fixture that proves it. */
export async function exportDocument(
  source: string,
  options: ExportOptions,
  { out }: Terminal,
): Promise<ExitStatus> {
  const toFile = options.target === 'notebook';
  await (toFile ? refusePresentFile : refuseFullFolder)(options.out, options.force);
  const compiled = await compileSource(source, options);
  const fail = (problems: readonly Diagnostic[]): ExitStatus => {
    if (options.json) out(JSON.stringify({ ok: false, diagnostics: problems }));
    else for (const line of diagnosticLines(problems)) out(line);
    return statusOf(problems);
  };
  if (!compiled.ok) return fail(compiled.problems);
  const { document, options: compileOptions } = compiled.value;
  const { wholeBatch } = options;
  const { prepare, proof } = TARGETS[options.target];
  const prepared = await prepare(document, registry, {
    ...compileOptions,
    wholeBatch,
    ...(options.preset !== undefined && { presetName: options.preset }),
  });
  if ('refused' in prepared) return fail(prepared.refused);
  const { project } = prepared;
  if (toFile) {
    const { steps, batchSize } = project.program;
    await writeFile(options.out, notebookOf({ document, files: project.files({}), steps, batchSize }));
    out(
      options.json
        ? JSON.stringify({ ok: true, files: [options.out], diagnostics: [] })
        : `Wrote ${options.out}.`,
    );
    return EXIT.success;
  }

  const notes: Diagnostic[] = [];
  let recording: Recording | undefined;
  if (options.fixture) {
    const found = await fixtureOf(project);
    if (!found.ok) return fail(found.problems);
    if ('note' in found.value) notes.push(found.value.note);
    else recording = found.value.recording;
  }
  const data = await datasetFile(project.program.dataset);
  const files = project.files({ ...(recording && { recording }), data });
  await writeFiles(options.out, files);
  if (options.json) {
    out(
      JSON.stringify({
        ok: true,
        files: [...files.keys()],
        fixture: recording !== undefined,
        diagnostics: notes,
      }),
    );
  } else {
    for (const line of diagnosticLines(notes)) out(line);
    out(`Wrote ${files.size} files to ${options.out}.`);
    if (recording) out(`Prove that they compute the same: ${proof}`);
  }
  return EXIT.success;
}

async function refuseFullFolder(folder: string, force: boolean): Promise<void> {
  const present = await readdir(folder).catch((): string[] => []);
  if (present.length > 0 && !force) {
    throw new UsageError(`${folder} is not empty: choose another folder, or overwrite with --force`);
  }
}

async function refusePresentFile(path: string, force: boolean): Promise<void> {
  const present = await stat(path).catch(() => null);
  if (present && (!force || present.isDirectory())) {
    throw new UsageError(`${path} is there already: choose another file, or overwrite with --force`);
  }
}

/** Three recorded steps; or why there are none, which is no reason not to export. */
async function fixtureOf({
  fixture: { program, wires },
}: ExportedProject): Promise<Checked<{ readonly recording: Recording } | { readonly note: Diagnostic }>> {
  let opened: ReturnType<typeof openTrainer> | undefined;
  return recordProof({
    program,
    wires,
    cost: stepCost(program),
    record: async (request) => {
      const trainer = await (opened ??= openTrainer('wasm'));
      return trainer.ok ? trainer.value.trainer.record(request) : trainer;
    },
  });
}
