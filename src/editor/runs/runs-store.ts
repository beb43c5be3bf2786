import { createStore, type StoreApi } from 'zustand/vanilla';
import { diagnose, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { MAX_NAME, MAX_NOTE } from '../../runtime/kept/limits.ts';
import { runFromJson } from '../../runtime/kept/parse-run.ts';
import { keepingProblem, readRuns, type RunsStorage } from './runs-storage.ts';
import { superfluousRuns } from './superfluous-runs.ts';

/** A run that is no longer kept, and why. */
export interface RemovedRun {
  readonly run: KeptRun;
  readonly why: 'deleted' | 'limit';
}

export interface RunsState {
  /** The newest first; null until they have been looked up. */
  readonly list: readonly KeptRun[] | null;
  /** Ids of runs that are in the list and not in the browser's storage, as long as the page is open. */
  readonly unsaved: ReadonlySet<string>;
  /** The runs drawn over the charts by id, each with its place in the palette, which it keeps while it is shown. */
  readonly overlaid: ReadonlyMap<string, number>;
  /** Why the last thing that was asked for did not work. */
  readonly problems: readonly Diagnostic[];
  /** The one that left last, as long as it can be brought back. */
  readonly removed: RemovedRun | null;

  refresh(): Promise<void>;
  /** Keeps a run, or what has become of one since; name, note and pin of one that is there stay. */
  keep(run: KeptRun): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  annotate(id: string, note: string): Promise<void>;
  pin(id: string, pinned: boolean): Promise<void>;
  remove(id: string): Promise<void>;
  bringBack(): Promise<void>;
  overlay(id: string, shown: boolean): void;
  /** Shows why something asked for did not work. */
  refuse(problems: readonly Diagnostic[]): void;
}

export type RunsStore = StoreApi<RunsState>;

/** The runs of this browser. What cannot be stored stays in the list: nothing is lost while the page is open. */
export function createRunsStore(storage: RunsStorage): RunsStore {
  return createStore<RunsState>()((set, get) => {
    let turn: Promise<unknown> = Promise.resolve();
    /** One after another: what is written in between would be overlooked. */
    const inTurn = (work: () => Promise<void>): Promise<void> => {
      const done = turn.then(work);
      turn = done.catch(() => undefined);
      return done;
    };

    /** Stored runs as they are now, and those of this page that could not be stored. */
    const look = async (problems: readonly Diagnostic[]): Promise<void> => {
      try {
        const { runs, unreadable } = readRuns(await storage.list());
        const stored = new Set(runs.map(({ id }) => id));
        const { list, unsaved } = get();
        const only = (list ?? []).filter(({ id }) => unsaved.has(id) && !stored.has(id));
        const newest = new Map((list ?? []).filter(({ id }) => unsaved.has(id)).map((run) => [run.id, run]));
        const known = new Map(list?.map((run) => [run.id, run]));
        const all = [...only, ...runs.map((run) => newest.get(run.id) ?? same(known.get(run.id), run))];
        set({
          list: all.toSorted((a, b) => b.savedAt - a.savedAt),
          problems:
            unreadable > 0 ? [...problems, diagnose('RUN_KEPT_UNREADABLE', { count: unreadable })] : problems,
        });
      } catch (error) {
        set({ list: get().list ?? [], problems: [...problems, keepingProblem(error, 'the list of runs')] });
      }
    };

    const put = async (run: KeptRun): Promise<readonly Diagnostic[]> => {
      const unsaved = new Set(get().unsaved);
      let problems: readonly Diagnostic[] = [];
      try {
        await storage.put(run);
        unsaved.delete(run.id);
      } catch (error) {
        unsaved.add(run.id);
        problems = [keepingProblem(error, run.name)];
      }
      const others = (get().list ?? []).filter(({ id }) => id !== run.id);
      set({ unsaved, list: [run, ...others].toSorted((a, b) => b.savedAt - a.savedAt) });
      return problems;
    };

    const find = (id: string) => get().list?.find((run) => run.id === id);
    /** What another tab has made of it since; the list's own where this page alone has the newest. */
    const newest = async (id: string): Promise<KeptRun | undefined> => {
      const here = find(id);
      if (get().unsaved.has(id)) return here;
      try {
        const read = runFromJson(await storage.read(id));
        return read.ok ? same(here, read.value) : here;
      } catch {
        return here;
      }
    };
    /** Says what did not work just now; that some cannot be read stays true. */
    const say = (problems: readonly Diagnostic[]) =>
      set({
        problems: [...problems, ...get().problems.filter(({ code }) => code === 'RUN_KEPT_UNREADABLE')],
      });
    const change = (id: string, changed: Partial<KeptRun>) =>
      inTurn(async () => {
        const run = await newest(id);
        if (run) say(await put({ ...run, ...changed }));
      });
    const drop = async (run: KeptRun, why: RemovedRun['why']): Promise<void> => {
      await storage.remove(run.id);
      const without = ({ id }: KeptRun) => id !== run.id;
      const unsaved = new Set(get().unsaved);
      unsaved.delete(run.id);
      get().overlay(run.id, false);
      set({ removed: { run, why }, unsaved, list: (get().list ?? []).filter(without) });
    };

    return {
      list: null,
      unsaved: new Set(),
      overlaid: new Map(),
      problems: [],
      removed: null,

      refresh: () =>
        // what was refused a moment ago may be why the list is looked at
        inTurn(() => look(get().problems.filter(({ code }) => code !== 'RUN_KEPT_UNREADABLE'))),
      keep: (run) =>
        inTurn(async () => {
          if (get().list === null) await look([]);
          const before = await newest(run.id);
          const { name, note, pinned } = before ?? run;
          const problems = await put({ ...run, name, note, pinned });
          try {
            for (const one of superfluousRuns(get().list ?? [])) await drop(one, 'limit');
          } catch {
            // the next run that is kept asks again
          }
          say(problems);
        }),
      rename: async (id, name) => {
        if (name.trim() !== '') await change(id, { name: name.trim().slice(0, MAX_NAME) });
      },
      annotate: (id, note) => change(id, { note: note.trim().slice(0, MAX_NOTE) }),
      pin: (id, pinned) => change(id, { pinned }),
      remove: (id) =>
        inTurn(async () => {
          const run = find(id);
          if (!run) return;
          try {
            await drop(run, 'deleted');
            say([]);
          } catch (error) {
            set({ problems: [keepingProblem(error, run.name)] });
          }
        }),
      bringBack: () =>
        inTurn(async () => {
          const { removed } = get();
          if (!removed) return;
          // what left for newer runs would leave again
          const pinned = removed.run.pinned || removed.why === 'limit';
          const problems = await put({ ...removed.run, pinned });
          set({ removed: null });
          say(problems);
        }),
      overlay: (id, shown) => {
        const overlaid = new Map(get().overlaid);
        if (!shown) overlaid.delete(id);
        else if (!overlaid.has(id)) {
          const taken = new Set(overlaid.values());
          let place = 0;
          while (taken.has(place)) place += 1;
          overlaid.set(id, place);
        }
        set({ overlaid });
      },
      refuse: (problems) => set({ problems }),
    };
  });
}

/** What was read before, where it is the same still: its curves are known to the charts. */
function same(before: KeptRun | undefined, read: KeptRun): KeptRun {
  const unchanged =
    before !== undefined &&
    before.step === read.step &&
    before.end === read.end &&
    before.name === read.name &&
    before.note === read.note &&
    before.pinned === read.pinned;
  return unchanged ? before : read;
}
