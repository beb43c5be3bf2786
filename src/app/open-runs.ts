import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Database } from '../editor/files/database.ts';
import type { ReadableFile } from '../editor/files/read-file.ts';
import { openRunFile } from '../editor/runs/open-run-file.ts';
import { keepRuns } from '../editor/runs/run-keeper.ts';
import type { Runs } from '../editor/runs/runs.ts';
import { createRunLinks } from '../editor/runs/run-links.ts';
import { createReplayStore } from '../editor/runs/replay-store.ts';
import { runsStorage } from '../editor/runs/runs-storage.ts';
import { createRunsStore } from '../editor/runs/runs-store.ts';
import { createSweepStore } from '../editor/sweep/sweep-store.ts';
import type { Content } from '../editor/store/content.ts';
import type { Compile } from '../editor/store/keep-compiled.ts';
import type { Drawing } from '../editor/store/drawing.ts';
import { nodeTitle } from '../editor/store/node-title.ts';
import type { EditorStore } from '../editor/store/editor-store.ts';
import type { RunStore } from '../runtime/run-store-state.ts';

/** What the window has already: imported here too, it would be cut out of the code of the opening, piece by piece. */
interface OpenRunsOptions {
  readonly editor: EditorStore;
  /** The window's run. */
  readonly runStore: RunStore;
  readonly database: Database;
  /** The name of the database's store for runs. */
  readonly objects: string;
  readonly drawing: (content: Content) => Drawing;
  readonly seed: () => number;
  /** Brings the list of runs before the person. */
  readonly show: () => void;
  readonly compile: Compile;
  readonly createRunStore: () => RunStore;
  readonly processors: number;
}

/** Begins to keep the window's runs. */
export function openRuns(options: OpenRunsOptions): Runs {
  const { editor, runStore, database, objects, drawing, seed, show } = options;
  const store = createRunsStore(runsStorage(database, objects));
  const keeping = {
    editor,
    keep: store.getState().keep,
    nodeTitle: (content: Content, node: string) => nodeTitle(drawing(content), node),
  };
  keepRuns({ ...keeping, runStore, seed });
  const openFile = async (file: ReadableFile) => {
    const opened = await openRunFile(store, file);
    if (opened) show();
    return opened;
  };
  const links = createRunLinks({
    runs: store,
    page: () => location.href,
    writeClipboard: (text) => navigator.clipboard.writeText(text),
  });
  return {
    store,
    replay: createReplayStore({ ...options, mainRun: runStore, refuse: store.getState().refuse }),
    sweep: createSweepStore({ ...options, ...keeping, mainRun: runStore }),
    links,
    openFile,
    openLink: async (fragment, linked) => {
      await links.getState().open(fragment, linked);
      show();
    },
    takeFile: async (file) => {
      if (!(await openFile(file))) store.getState().refuse([diagnose('RUN_FILE_FOREIGN', {})]);
    },
  };
}
