import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import { describeIssue } from '../../document/describe-issue.ts';
import { isJsonObject } from '../../document/json-object.ts';
import { documentFromJson } from '../../document/parse.ts';
import { KEPT_RUN_VERSION, keptRunSchema, type KeptRun } from './kept-run.ts';

/** Largest run file that is read, in bytes: a run of 10⁵ steps with ten curves has about 10 MB. */
export const MAX_RUN_BYTES = 64_000_000;

const MAX_PROBLEMS = 20;

/**
 * A run from the JSON of a file or of the browser's storage. Whatever it holds, the answer is a run or the reasons why it is
 * none.
 *
 * Codes: `RUN_FILE_FOREIGN`, `DOC_NEWER`, `RUN_FILE_INVALID` (one a field, at most 20); those of `parseDocument` for its
 * document.
 */
export function runFromJson(json: unknown): Checked<KeptRun> {
  if (!isJsonObject(json) || json['format'] !== 'unlabel-run') {
    return failure([diagnose('RUN_FILE_FOREIGN', {}, { field: 'format' })]);
  }
  const { version } = json;
  // before the schema is asked: what a newer version holds cannot be judged by this one's
  if (typeof version === 'number' && version > KEPT_RUN_VERSION) {
    return failure([diagnose('DOC_NEWER', { version, supported: KEPT_RUN_VERSION }, { field: 'version' })]);
  }
  const parsed = keptRunSchema.safeParse(json);
  if (!parsed.success) {
    return failure(
      parsed.error.issues.slice(0, MAX_PROBLEMS).map((issue) => {
        const { field, problem } = describeIssue(issue);
        return diagnose('RUN_FILE_INVALID', { field, problem }, { field });
      }),
    );
  }
  const document = documentFromJson(parsed.data.document);
  if (!document.ok) return document;
  const { preset } = parsed.data;
  if (preset !== null && !Object.hasOwn(document.value.presets, preset)) {
    const problem = `the drawing has no preset “${preset}”`;
    return failure([diagnose('RUN_FILE_INVALID', { field: 'preset', problem }, { field: 'preset' })]);
  }
  return success({ ...parsed.data, document: document.value });
}

/** A run from the text of a file. Codes as of `runFromJson`, `DOC_TOO_LARGE` and `DOC_NOT_JSON`. */
export function parseRun(text: string): Checked<KeptRun> {
  if (text.length > MAX_RUN_BYTES) return failure([runTooLarge(text.length)]);
  try {
    return runFromJson(JSON.parse(text));
  } catch (error) {
    return failure([
      diagnose('DOC_NOT_JSON', { detail: error instanceof Error ? error.message : 'no JSON' }),
    ]);
  }
}

export function runTooLarge(bytes: number) {
  return diagnose('DOC_TOO_LARGE', { megabytes: bytes / 1e6, limit: MAX_RUN_BYTES / 1e6 });
}
