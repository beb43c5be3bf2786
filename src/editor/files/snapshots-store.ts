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
  /** Keeps a drawing. Without a name it is called by its title, and not kept twice in a row. Whether it was kept. */
  keep(kind: SnapshotKind, content: Content, name?: string): Promise<boolean>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  bringBack(): Promise<void>;
}

export type SnapshotsStore = StoreApi<SnapshotsState>;

function listed(snapshot: Snapshot): ListedSnapshot {
  const parsed = parseDocument(snapshot.text);
  return { snapshot, document: parsed.ok ? parsed.value : null };
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
      keep: (kind, { document, preset }, name) =>
        attempt(async () => {
          const text = serializeDocument(document);
          const before = await storage.list();
          if (kind !== 'named') {
            const newest = before.reduce<Snapshot | undefined>(
              (best, one) => (best && best.savedAt >= one.savedAt ? best : one),
              undefined,
            );
            if (newest?.text === text) return;
          }
          const snapshot: Snapshot = {
            id: newId(),
            kind,
            name: name?.trim() || document.meta.title || 'Untitled',
            savedAt: now(),
            text,
            preset,
          };
          await storage.put(snapshot);
          for (const { id } of superfluous([...before, snapshot])) await storage.remove(id);
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
