import { createStore, type StoreApi } from 'zustand/vanilla';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { MAX_LINK_LENGTH, type Linked } from '../../document/link.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { fromRunFragment, toRunFragment } from '../../runtime/kept/run-link.ts';
import { whyNotReplayed } from './why-not-replayed.ts';
import { runLabel } from './overlay-charts.ts';
import type { RunsStore } from './runs-store.ts';
import { takeRun } from './take-run.ts';

export interface RunLinksState {
  /** The link that was made last. */
  readonly made: {
    readonly label: string;
    readonly href: string;
    /** False where the browser does not let the page use the clipboard. */
    readonly copied: boolean;
  } | null;
  /** The run of the link that was opened, which may be run again. */
  readonly offered: KeptRun | null;
  /** Copies a link that holds a run: its drawing, seed, steps, preset and points of its loss. */
  copy(run: KeptRun): Promise<void>;
  /** Takes the run of a link, whose drawing has been opened, into the list, and offers to run it again. */
  open(fragment: string, linked: Linked): Promise<void>;
  close(): void;
}

export type RunLinks = StoreApi<RunLinksState>;

interface RunLinksOptions {
  readonly runs: RunsStore;
  /** The address of the page. */
  readonly page: () => string;
  readonly writeClipboard: (text: string) => Promise<void>;
}

/** Links to runs. What is wrong with one is said in the list of runs. */
export function createRunLinks({ runs, page, writeClipboard }: RunLinksOptions): RunLinks {
  const { refuse, overlay } = runs.getState();
  return createStore<RunLinksState>()((set) => ({
    made: null,
    offered: null,
    copy: async (run) => {
      set({ made: null });
      const why = whyNotReplayed(run);
      if (why) return refuse([why]);
      const url = new URL(page());
      url.hash = await toRunFragment(run);
      const { href } = url;
      if (href.length > MAX_LINK_LENGTH) {
        const about = { name: run.name, characters: href.length, limit: MAX_LINK_LENGTH };
        return refuse([diagnose('RUN_LINK_TOO_LONG', about)]);
      }
      refuse([]);
      const copied = await writeClipboard(href).then(
        () => true,
        () => false,
      );
      set({ made: { label: runLabel(run), href, copied } });
    },
    open: async (fragment, linked) => {
      set({ offered: null });
      const read = await fromRunFragment(fragment, linked);
      if (!read.ok) return refuse(read.problems);
      const offered = await takeRun(runs, read.value);
      overlay(offered.id, true);
      set({ offered });
    },
    close: () => set({ made: null, offered: null }),
  }));
}
