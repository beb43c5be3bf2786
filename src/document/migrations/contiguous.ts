import { assert } from '../../base/assert.ts';
import type { Migration } from './migration.ts';

/** The list as given, which must lead from version 1 to `current` without a gap, each step with a name of its own. */
export function contiguous(migrations: readonly Migration[], current: number): readonly Migration[] {
  assert(
    migrations.length === current - 1,
    `${current - 1} migrations lead to version ${current}, not ${migrations.length}`,
  );
  migrations.forEach(({ name, from }, index) => {
    assert(from === index + 1, `migration “${name}” starts at version ${from}, its place is ${index + 1}`);
    assert(name.length > 0, `the migration from version ${from} has no name`);
    assert(
      migrations.findIndex((other) => other.name === name) === index,
      `two migrations are called “${name}”`,
    );
  });
  return migrations;
}
