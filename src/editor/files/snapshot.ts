import { SNAPSHOTS, type Database } from './database.ts';
import type { StoredDrawing } from './drawing-storage.ts';

/** Why a snapshot was kept: a person gave it a name; another drawing was opened; time had passed; a tab left its copy. */
export type SnapshotKind = 'named' | 'opened' | 'time' | 'copy';

/** A drawing as it was at some time. */
export interface Snapshot extends StoredDrawing {
  readonly id: string;
  readonly kind: SnapshotKind;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/** Where snapshots are kept. All may reject: storage can be full, forbidden or broken. */
export interface SnapshotStorage {
  list(): Promise<readonly Snapshot[]>;
  put(snapshot: Snapshot): Promise<void>;
  remove(id: string): Promise<void>;
}

export function snapshotStorage(database: Database): SnapshotStorage {
  return {
    list: async () => (await (await database()).getAll(SNAPSHOTS)) as Snapshot[],
    put: async (snapshot) => {
      await (await database()).put(SNAPSHOTS, snapshot);
    },
    remove: async (id) => (await database()).delete(SNAPSHOTS, id),
  };
}

/** So many of those that nobody named are kept. */
export const AUTOMATIC_LIMIT = 20;

/** The automatic snapshots beyond the limit, the oldest. A copy that a tab left is nowhere else, so it is not among them. */
export function superfluous(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  return snapshots
    .filter(({ kind }) => kind === 'opened' || kind === 'time')
    .sort((a, b) => b.savedAt - a.savedAt)
    .slice(AUTOMATIC_LIMIT);
}
