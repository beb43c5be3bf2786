import { failure, success } from '../base/outcome.ts';
import { diagnose, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { describeIssue } from './describe-issue.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { migrate } from './migrations/migrate.ts';
import { DOCUMENT_VERSION, documentSchema, type UnlabelDocument } from './schema.ts';
import { checkDocumentSize } from './size-limit.ts';

/** A broken file can have thousands of problems; the first ones are enough to mend it by. */
const MAX_PROBLEMS = 20;

/**
 * Reads a document from text or UTF-8 bytes, of this or an older version. The source is data only: nothing in it is
 * run, and whatever it holds, the answer is a document or the reasons why it is none.
 *
 * Codes: `DOC_TOO_LARGE` (decided before anything is parsed), `DOC_NOT_JSON`, `DOC_NOT_UNLABEL`, `DOC_NEWER`,
 * `DOC_INVALID` (one for each field at fault, with its path in `at.field`; at most 20).
 */
export function parseDocument(source: string | Uint8Array): Checked<UnlabelDocument> {
  // a text has at least as many bytes as UTF-16 units, which are counted already
  const tooLarge = checkDocumentSize(source.length);
  if (tooLarge) return failure([tooLarge]);

  const json = readJson(source);
  return json.ok ? documentFromJson(json.value) : json;
}

/** As `parseDocument`, from JSON that has been read already: that of a larger whole, whose size has been checked. */
export function documentFromJson(json: unknown): Checked<UnlabelDocument> {
  if (!isJsonObject(json) || json['format'] !== 'unlabel') {
    return failure([diagnose('DOC_NOT_UNLABEL', {}, { field: 'format' })]);
  }
  return upToDate(json);
}

function upToDate(raw: JsonObject): Checked<UnlabelDocument> {
  const version = raw['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return failure([invalid('version', 'it must be a whole number from 1')]);
  }
  // before the schema is asked: what a newer version holds cannot be judged by this one's
  if (version > DOCUMENT_VERSION) {
    return failure([diagnose('DOC_NEWER', { version, supported: DOCUMENT_VERSION }, { field: 'version' })]);
  }
  const current = migrate(raw, version, DOCUMENT_VERSION, MIGRATIONS);
  if (!current.ok) return current;
  const parsed = documentSchema.safeParse(current.value);
  if (parsed.success) return success(parsed.data);
  return failure(
    parsed.error.issues.slice(0, MAX_PROBLEMS).map((issue) => {
      const { field, problem } = describeIssue(issue);
      return invalid(field, problem);
    }),
  );
}

function readJson(source: string | Uint8Array): Checked<unknown> {
  try {
    const text =
      typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source);
    // a byte order mark, which some editors write
    return success(JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text));
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message : 'its bytes are not UTF-8 text';
    return failure([diagnose('DOC_NOT_JSON', { detail })]);
  }
}

function invalid(field: string, problem: string): Diagnostic {
  return diagnose('DOC_INVALID', { field, problem }, { field });
}
