import { registry } from '../../../nodes/index.ts';
import { exportEncoder } from '../../codegen/inference/export-encoder.ts';
import type { EncoderTarget } from '../../codegen/inference/encoder-targets.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { compileSource, type DocumentOptions } from '../compile-source.ts';
import { EXIT, statusOf, type ExitStatus } from '../exit-status.ts';
import { loadWeights } from '../load-weights.ts';
import { diagnosticLines } from '../print-diagnostics.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { writeFiles } from '../write-files.ts';

export interface EncoderOptions extends DocumentOptions {
  readonly json: boolean;
  readonly target: EncoderTarget;
  readonly out: string;
  readonly weights?: string;
  readonly node?: string;
}

/** Writes a trained encoder alone, for programs that know nothing of Unlabel. */
export async function exportTrainedEncoder(
  source: string,
  { json, target, out: folder, weights, node, ...options }: EncoderOptions,
  { out }: Terminal,
): Promise<ExitStatus> {
  if (weights === undefined) {
    throw new UsageError(
      `--target ${target} writes a trained encoder: name its weights by --weights (unlabel train --save-weights writes them)`,
    );
  }
  const fail = (problems: readonly Diagnostic[]): ExitStatus => {
    if (json) out(JSON.stringify({ ok: false, diagnostics: problems }));
    else for (const line of diagnosticLines(problems)) out(line);
    return statusOf(problems);
  };
  const compiled = await compileSource(source, options);
  if (!compiled.ok) return fail(compiled.problems);
  const loaded = await loadWeights(weights, compiled.value);
  if (!loaded.ok) return fail(loaded.problems);
  const { document, options: compileOptions } = compiled.value;
  const exported = exportEncoder(document, registry, compileOptions, {
    target,
    tensors: loaded.value,
    ...(node !== undefined && { node }),
  });
  if (!exported.ok) return fail(exported.problems);
  const { files } = exported.value;
  await writeFiles(folder, files);
  if (json)
    out(JSON.stringify({ ok: true, node: exported.value.node, files: [...files.keys()], diagnostics: [] }));
  else out(`Wrote “${exported.value.node}” as ${[...files.keys()].join(', ')} to ${folder}.`);
  return EXIT.success;
}
