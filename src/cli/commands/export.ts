import { readdir } from 'node:fs/promises';
import { registry } from '../../../nodes/index.ts';
import { stepCost } from '../../analysis/cost.ts';
import { recordSteady } from '../../codegen/fixture/record-steady.ts';
import type { ExportedProject } from '../../codegen/exported-project.ts';
import { preparePyTorch } from '../../codegen/pytorch/export-pytorch.ts';
import { prepareTfjs } from '../../codegen/tfjs/export-tfjs.ts';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
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

/** What a fixture may cost: some minutes on one processor. */
const MOST_FLOPS = 1e10;
const MOST_BYTES = 1.5e9;
const STEPS = 3;

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
} as const satisfies Record<(typeof EXPORT_TARGETS)[number], object>;

/** Writes a document as a project that computes the same without Unlabel, with a fixture that proves it. */
export async function exportDocument(
  source: string,
  options: ExportOptions,
  { out }: Terminal,
): Promise<ExitStatus> {
  await refuseFullFolder(options.out, options.force);
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

  const notes: Diagnostic[] = [];
  let recording: Recording | undefined;
  if (options.fixture) {
    const found = await fixtureOf(project);
    if ('refused' in found) return fail(found.refused);
    if ('note' in found) notes.push(found.note);
    else recording = found.recording;
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

/** Three recorded steps; or why there are none, which is no reason not to export. */
async function fixtureOf({
  fixture: { program, wires },
}: ExportedProject): Promise<
  | { readonly recording: Recording }
  | { readonly note: Diagnostic }
  | { readonly refused: readonly Diagnostic[] }
> {
  const { flops, peakBytes } = stepCost(program);
  if (flops > MOST_FLOPS || peakBytes > MOST_BYTES) {
    return { note: diagnose('EMIT_NO_FIXTURE', { why: 'a step of it is too large to be computed here' }) };
  }
  const opened = await openTrainer('wasm');
  if (!opened.ok) return { refused: opened.problems };
  const { trainer } = opened.value;
  const found = await recordSteady((seed, nudge) =>
    trainer.record({ program, seed, steps: STEPS, wires, nudge }),
  );
  if (!found.ok) return { refused: found.problems };
  if (found.value.steady) return { recording: found.value.recording };
  const why = 'its gradients hang on the last digits of some activation, whatever the seed';
  return { note: diagnose('EMIT_NO_FIXTURE', { why }) };
}
