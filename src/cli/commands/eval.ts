import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { registry } from '../../../nodes/index.ts';
import type { BackendName } from '../../../workers/protocol.ts';
import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fixtureFileSchema } from '../../runtime/fixtures/case-schema.ts';
import { checkCase, passes, type CheckedCase } from '../../runtime/fixtures/check-case.ts';
import { evaluateMeasurement } from '../evaluate-measurement.ts';
import { EXIT, statusOf, type ExitStatus } from '../exit-status.ts';
import { openTrainer } from '../open-trainer.ts';
import { diagnosticLines } from '../print-diagnostics.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

type FixtureFile = z.output<typeof fixtureFileSchema>;
/** Computes every case of a fixture file. A case that cannot be computed has an error; the others are not touched by it. */
export async function evaluate(
  path: string,
  { backend, json }: { readonly backend: BackendName | 'auto'; readonly json: boolean },
  { out, err }: Terminal,
): Promise<ExitStatus> {
  const refuse = (problems: readonly Diagnostic[]): ExitStatus => {
    if (json) out(JSON.stringify({ cases: [], diagnostics: problems }));
    else diagnosticLines(problems).forEach(err);
    return statusOf(problems);
  };
  const file = await readFixtures(path);
  if (!file.ok) return refuse(file.problems);
  const opened = await openTrainer(backend);
  if (!opened.ok) return refuse(opened.problems);
  const { trainer, choice } = opened.value;

  const results: CheckedCase[] = [];
  for (const raw of file.value.cases) {
    results.push(await checkCase(raw, registry, trainer, evaluateMeasurement));
  }
  if (json) out(JSON.stringify({ cases: results.map(asJson) }));
  else {
    out(`backend: ${choice.backend}`);
    asText(results).forEach(out);
  }
  return EXIT.success;
}

function asJson(result: CheckedCase): object {
  return 'error' in result ? { id: result.id, error: result.error } : { id: result.id, ...result.values };
}

function asText(results: readonly CheckedCase[]): string[] {
  const columns = [{ title: 'case' }, { title: 'relative error', align: 'right' }, { title: '' }] as const;
  const rows = results.map((result) => {
    if ('error' in result) return [result.id, '–', result.error];
    if (result.worst === null) return [result.id, '–', 'nothing to compare with'];
    const verdict = passes(result) ? 'ok' : `above ${result.tolerance}`;
    return [result.id, result.worst.toExponential(1), verdict];
  });
  return table(columns, rows);
}

async function readFixtures(path: string): Promise<Checked<FixtureFile>> {
  const bad = (detail: string) => failure([diagnose('RUN_BAD_FIXTURE', { detail })]);
  try {
    const parsed = fixtureFileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? success(parsed.data) : bad(`“${path}” is not of the format unlabel-fixtures/1`);
  } catch (error) {
    return bad(
      `“${path}” cannot be read as JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
