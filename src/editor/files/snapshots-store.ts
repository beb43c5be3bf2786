import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseDocument } from '../../document/parse.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { serializeDocument } from '../../document/serialize.ts';
import type { Content } from '../store/content.ts';
import { storageProblem } from './autosave.ts';
import { superfluous, type Snapshot, type SnapshotKind, type SnapshotStorage } from './snapshot.ts';

/** A snapshot with the document it holds; null where that cannot be read. */
export interface ListedSnapshot {
  readonly snapshot: Snapshot;
  readonly document: UnlabelDocument | null;
}

export interface SnapshotsState {
  /** The newest first; null until they have been looked up. */
  readonly list: readonly ListedSnapshot[] | null;
  /** Why the last thing that was asked for did not work. */
  readonly problem: Diagnostic | null;
  /** The one deleted last, as long as it can be brought back. */
  readonly removed: Snapshot | null;

  refresh(): Promise<void>;
  /**
   * Keeps a drawing. Without a name it is called by its title, and not kept twice in a row. It is written at once, and taken
   * back where it turns out to be `needless`. Whether it could be written.
   */
  keep(kind: SnapshotKind, content: Content, name?: string, needless?: Promise<boolean>): Promise<boolean>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  bringBack(): Promise<void>;
}

export type SnapshotsStore = StoreApi<SnapshotsState>;

function listed(snapshot: Snapshot): ListedSnapshot {
  const parsed = parseDocument(snapshot.text);
  return { snapshot, document: parsed.ok ? parsed.value : null };
}

/** Whether nobody named it and the one before it holds the same. */
function isRepeated(snapshot: Snapshot, all: readonly Snapshot[]): boolean {
  if (snapshot.kind === 'named') return false;
  // of two that were kept in the same millisecond one is before the other: not both are repeated
  const older = ({ id, savedAt }: Snapshot, than: Snapshot) =>
    savedAt < than.savedAt || (savedAt === than.savedAt && id < than.id);
  const before = all.filter((one) => one.id !== snapshot.id && older(one, snapshot));
  const newest = before.reduce<Snapshot | undefined>(
    (best, one) => (best && older(one, best) ? best : one),
    undefined,
  );
  return newest?.text === snapshot.text;
}

/** The snapshots of this browser and what can be done with them. A failure is a message; nothing on the canvas changes. */
export function createSnapshotsStore(
  storage: SnapshotStorage,
  now: () => number = Date.now,
  newId: () => string = () => crypto.randomUUID(),
): SnapshotsStore {
  return createStore<SnapshotsState>()((set, get) => {
    /** Does it, then looks up what there is; says why where it does not work. */
    const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
      try {
        await work();
        const snapshots = [...(await storage.list())].sort((a, b) => b.savedAt - a.savedAt);
        const known = new Map(get().list?.map((one) => [one.snapshot.text, one.document]));
        set({
          list: snapshots.map((snapshot) => {
            const document = known.get(snapshot.text);
            return document ? { snapshot, document } : listed(snapshot);
          }),
          problem: null,
        });
        return true;
      } catch (error) {
        set({ problem: storageProblem(error) });
        return false;
      }
    };
    const find = (id: string) => get().list?.find(({ snapshot }) => snapshot.id === id)?.snapshot;
    return {
      list: null,
      problem: null,
      removed: null,
      refresh: async () => {
        await attempt(() => Promise.resolve());
      },
      keep: (kind, { document, preset }, name, needless) =>
        attempt(async () => {
          const snapshot: Snapshot = {
            id: newId(),
            kind,
            name: name?.trim() || document.meta.title || 'Untitled',
            savedAt: now(),
            text: serializeDocument(document),
            preset,
          };
          // before all else: the page may be left while the others are being looked up
          await storage.put(snapshot);
          const all = await storage.list();
          if (isRepeated(snapshot, all) || (await needless)) return storage.remove(snapshot.id);
          for (const { id } of superfluous(all)) await storage.remove(id);
        }),
      rename: async (id, name) => {
        const snapshot = find(id);
        // a name makes it a person's own: it is no longer dropped for newer ones
        if (snapshot && name.trim() !== '') {
          await attempt(() => storage.put({ ...snapshot, name: name.trim(), kind: 'named' }));
        }
      },
      remove: async (id) => {
        const snapshot = find(id);
        if (snapshot && (await attempt(() => storage.remove(id)))) set({ removed: snapshot });
      },
      bringBack: async () => {
        const { removed } = get();
        if (removed && (await attempt(() => storage.put(removed)))) set({ removed: null });
      },
    };
  });
}
