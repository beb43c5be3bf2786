import { z } from 'zod';
import { registry } from '../../nodes/index.ts';
import { checkConnection } from '../compiler/check-connection.ts';
import { finish } from '../base/steps.ts';
import { examineInSteps } from '../analysis/examine.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import { holdsDocument } from '../document/holds-document.ts';
import { createAblationStore } from '../editor/ablation/ablation-store.ts';
import { replaceDocument } from '../editor/commands/replace-document.ts';
import type { EditorServices } from '../editor/editor-context.tsx';
import { adoptCopies } from '../editor/files/adopt-copies.ts';
import { keepSnapshots } from '../editor/files/automatic-snapshots.ts';
import { startAutosave } from '../editor/files/autosave.ts';
import { browserDatabase, RUNS } from '../editor/files/database.ts';
import { copySlots, slotStorage, type StoredDrawing } from '../editor/files/drawing-storage.ts';
import { browserFileAccess } from '../editor/files/file-access.ts';
import { createFilesStore, type FilesStore } from '../editor/files/files-store.ts';
import type { ReadableFile } from '../editor/files/read-file.ts';
import { restore } from '../editor/files/restore.ts';
import { snapshotStorage } from '../editor/files/snapshot.ts';
import { createSnapshotsStore } from '../editor/files/snapshots-store.ts';
import { joinTabs } from '../editor/files/tab-drawing.ts';
import { NO_MARK, unsavedMark } from '../editor/files/unsaved-mark.ts';
import { browserTabSession } from './browser-tab-session.ts';
import { effectiveDocument, effectiveRun, initialPreset } from '../editor/store/content.ts';
import { createForetellingStore } from '../editor/foretelling/foretelling-store.ts';
import { createDrawingView } from '../editor/store/drawing.ts';
import { createEditorStore } from '../editor/store/editor-store.ts';
import { keepCompiled, type Compile, type CompileInSteps } from '../editor/store/keep-compiled.ts';
import { createLateRuns } from '../editor/runs/late-runs.ts';
import { allAround } from '../editor/shell/after-canvas.ts';
import { createRunStore } from '../runtime/run-store.ts';
import { openSamples } from './open-samples.ts';
import { createWorker } from './create-worker.ts';
import { foretell } from './foretell.ts';
import { firstTemplate, lateTemplates } from './late-templates.ts';
import { threadsFromAddress } from './threads-from-address.ts';
import { warmUp } from './warm-up.ts';
import { wasmUrls } from './wasm-urls.ts';

/** Of GiB, as browsers round them; those that do not say have plenty, as far as we know. */
function deviceMemory(): number {
  return (navigator as Navigator & { readonly deviceMemory?: number }).deviceMemory ?? Infinity;
}

/** A second worker holds an engine and the dataset: on a small device that is better spent on the run. */
const ENOUGH_FOR_STANDBY = 4;

/** Opens the drawing of the last visit or the first template, compiles it, and begins to keep it compiled and saved. */
export async function openEditor(): Promise<{ services: EditorServices; files: FilesStore }> {
  // a document is read once: code generated for it would cost more than it saves, and strict pages forbid it
  z.config({ jitless: true });
  const first = firstTemplate();
  const database = browserDatabase();
  const tabs = await browserTabSession();
  const slot = () => tabs.state.getState().slot;
  const owns = () => tabs.state.getState().role === 'owner';
  const kept = slotStorage(database, slot);
  const storage = {
    ...kept,
    save: async (drawing: StoredDrawing) => {
      await kept.save(drawing);
      tabs.announce();
    },
  };
  const mark = unsavedMark(localStorage, slot);
  // the mark is that of the tab that saves the drawing
  const restored = await restore(storage, owns() ? mark : NO_MARK);
  const store = createEditorStore(
    restored.content ?? { document: first.document, preset: initialPreset(first.document) },
  );
  const snapshots = createSnapshotsStore(snapshotStorage(database));

  const dataUrl = new URL('data/', document.baseURI).href;
  const running = { createWorker, dataUrl, wasmUrls };
  const runStore = createRunStore({
    ...running,
    ...threadsFromAddress(location.search),
    standby: deviceMemory() >= ENOUGH_FOR_STANDBY,
  });
  const compileInSteps: CompileInSteps = (drawing, preset, dissect) =>
    examineInSteps(drawing, registry, preset === null ? { dissect } : { preset, dissect });
  const compile: Compile = (...drawing) => finish(compileInSteps(...drawing));
  /** For what is trained beside the window's run. */
  const training = {
    compile,
    // what is lost is begun again: nothing waits beside it
    createRunStore: () => createRunStore({ ...running, standby: false }),
    processors: navigator.hardwareConcurrency,
  };
  const ablation = createAblationStore({ editor: store, mainRun: runStore, ...training });
  const templates = lateTemplates(first);
  const automatic = keepSnapshots(
    store,
    (kind, content, needless) => void snapshots.getState().keep(kind, content, undefined, needless),
    () => templates.all().then((all) => all.map(({ document }) => document)),
  );
  const openDocument = (opened: UnlabelDocument, preset?: string | null) => {
    automatic.beforeOpening(opened);
    store.getState().run(replaceDocument(opened, preset));
    store.getState().fitView();
    runStore.getState().reset();
    ablation.getState().close();
  };
  const drawing = createDrawingView(registry);
  const runs = createLateRuns(async (show) => {
    const { openRuns } = await import('./open-runs.ts');
    const seed = () => effectiveRun(store.getState().content).seed;
    return openRuns({ editor: store, runStore, database, objects: RUNS, drawing, seed, show, ...training });
  });
  const fetchRuns = runs.getState().fetch;
  const standing = allAround().then(fetchRuns);
  const openOther = async (file: ReadableFile) =>
    (await (await fetchRuns()).openFile(file)) ||
    (await import('../editor/code/open-proof.ts')).openProof(file);
  const files = createFilesStore(store, openDocument, browserFileAccess(window), openOther);
  const autosave = startAutosave(store, storage, files.getState().reportStatus, { mark, mayWrite: owns });
  const choices = joinTabs(store, storage, tabs, autosave);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    autosave.leave();
    void autosave.flush();
  });
  // a page that is left while it is seen is not always hidden before
  window.addEventListener('pagehide', autosave.leave);

  const { problems, unreadable, unsaved } = restored;
  if (!owns()) files.getState().reportStatus('paused', null);
  else if (unsaved) void autosave.renew();
  else mark.clear();
  if (problems.some(({ code }) => code.startsWith('DOC_STORAGE'))) {
    files.getState().reportStatus('failed', problems[0] ?? null);
  } else if (problems.length > 0) {
    files.getState().recover(problems, unreadable);
  }
  const openLink = async () => {
    const fragment = location.hash.slice(1);
    if (!holdsDocument(fragment)) return;
    const { fromFragment } = await import('../document/link.ts');
    const linked = await fromFragment(fragment);
    // reloading the page is not to open it again over what was drawn since
    history.replaceState(null, '', location.pathname + location.search);
    if (!linked.ok) return files.getState().refuse('The link could not be opened', linked.problems);
    // it is another drawing than the one that the other tab has
    if (!owns()) await choices.workOnCopy();
    openDocument(linked.value.document, linked.value.preset);
    if (/&r=/.test(fragment)) {
      void allAround()
        .then(fetchRuns)
        .then(({ openLink }) => openLink(fragment, linked.value));
    }
  };
  await openLink();
  window.addEventListener('hashchange', () => void openLink());
  void adoptCopies(copySlots(database), slot(), navigator.locks, snapshots.getState().keep).catch(() => {
    // what cannot be reached now is found at the next visit
  });

  const compiling = keepCompiled(store, compileInSteps);
  warmUp(store, runStore, standing);
  const services: EditorServices = {
    store,
    registry,
    templates,
    runStore,
    openDocument,
    snapshots,
    ablation,
    runs,
    samples: openSamples(store, registry, dataUrl),
    foretelling: createForetellingStore(store, compiling.now, foretell),
    tabs: { state: tabs.state, ...choices },
    drawing,
    compile,
    projects: () => import('./project-maker.ts').then(({ projectMaker }) => projectMaker(running)),
    compileNow: compiling.now,
    checkConnection: (graph, from, to) => {
      const { document, preset } = store.getState().content;
      const [stage, ...others] = document.stages;
      const shown = { ...document, stages: [{ ...stage!, graph }, ...others] };
      const { stages, composites } = effectiveDocument({ document: shown, preset });
      return checkConnection(stages[0]!.graph, registry, from, to, { replace: true, composites });
    },
  };
  // before the first picture, so that the cards are drawn once: what changes while they are drawn makes React begin anew
  await compiling.inTasks().catch((error: unknown) => {
    // the window opens all the same: what the compiler fails at can be changed there
    reportError(error);
  });
  return { services, files };
}
