import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { runFromJson } from '../../runtime/kept/parse-run.ts';
import type { Database } from '../files/database.ts';

/** Where runs are kept. All may reject: storage can be full, forbidden or broken. */
export interface RunsStorage {
  /** What there is, as it was stored: perhaps by another Unlabel. */
  list(): Promise<readonly unknown[]>;
  /** One of them as it is now; undefined where it is not there. */
  read(id: string): Promise<unknown>;
  put(run: KeptRun): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Storage in an object store of this browser's database. */
export function runsStorage(database: Database, name: string): RunsStorage {
  return {
    list: async () => (await database()).getAll(name),
    read: async (id) => (await database()).get(name, id) as Promise<unknown>,
    put: async (run) => {
      await (await database()).put(name, run);
    },
    remove: async (id) => (await database()).delete(name, id),
  };
}

/** The runs that can be read, and how many cannot. */
export function readRuns(stored: readonly unknown[]): {
  readonly runs: readonly KeptRun[];
  readonly unreadable: number;
} {
  const read = stored.map(runFromJson);
  const runs = read.flatMap((one) => (one.ok ? [one.value] : []));
  return { runs, unreadable: read.length - runs.length };
}

/** Why a run was not kept, as a person is told it. */
export function keepingProblem(error: unknown, name: string): Diagnostic {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  const why = error instanceof Error && error.message ? error.message : 'this browser keeps nothing';
  return diagnose('RUN_NOT_KEPT', { name, detail: full ? 'it has no room left' : why });
}
