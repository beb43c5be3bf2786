import { failure, success } from '../../base/outcome.ts';
import { diagnose, type Checked } from '../../diagnostics/diagnostic.ts';
import type { JsonObject } from '../json-object.ts';
import type { Migration } from './migration.ts';

/**
 * Takes a document from one version to another, one migration after the other. A migration that cannot read the
 * document ends the way with a `DOC_INVALID` that names it; the document given is never changed.
 */
export function migrate(
  document: JsonObject,
  from: number,
  to: number,
  migrations: readonly Migration[],
): Checked<JsonObject> {
  let current = document;
  for (const migration of migrations.slice(from - 1, to - 1)) {
    try {
      current = { ...migration.up(current), version: migration.from + 1 };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const problem = `the migration “${migration.name}” from version ${migration.from} to ${migration.from + 1} cannot read the document (${reason})`;
      return failure([diagnose('DOC_INVALID', { field: 'version', problem }, { field: 'version' })]);
    }
  }
  return success(current);
}
