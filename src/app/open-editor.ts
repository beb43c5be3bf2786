import { registry } from '../../nodes/index.ts';
import { templates as rawTemplates } from '../../templates/index.ts';
import { assert } from '../base/assert.ts';
import { checkConnection } from '../compiler/check-connection.ts';
import { compile } from '../compiler/compile.ts';
import { emptyDocument } from '../document/empty.ts';
import { parseDocument } from '../document/parse.ts';
import type { UnlabelDocument } from '../document/schema.ts';
import { replaceDocument } from '../editor/commands/replace-document.ts';
import type { EditorServices, Template } from '../editor/editor-context.tsx';
import { startAutosave } from '../editor/files/autosave.ts';
import { browserStorage } from '../editor/files/drawing-storage.ts';
import { createFilesStore, type FilesStore } from '../editor/files/files-store.ts';
import { restore } from '../editor/files/restore.ts';
import { effectiveDocument, initialPreset, type Content } from '../editor/store/content.ts';
import { createDrawingView } from '../editor/store/drawing.ts';
import { createEditorStore } from '../editor/store/editor-store.ts';
import { keepCompiled } from '../editor/store/keep-compiled.ts';
import { createRunStore } from '../runtime/run-store.ts';
import { createWorker } from './create-worker.ts';
import { threadsFromAddress } from './threads-from-address.ts';
import { wasmUrls } from './wasm-urls.ts';

/** The templates are ours: one that cannot be read is our fault. */
function readTemplates(): Template[] {
  return rawTemplates.map(({ id, document }) => {
    const parsed = parseDocument(JSON.stringify(document));
    assert(parsed.ok, `template ${id} can be read`);
    return { id, document: parsed.value };
  });
}

function firstContent(templates: readonly Template[]): Content {
  const document = templates[0]?.document ?? emptyDocument();
  return { document, preset: initialPreset(document) };
}

/** Opens the drawing of the last visit or the first template, and begins to compile and to save it. */
export async function openEditor(): Promise<{ services: EditorServices; files: FilesStore }> {
  const templates = readTemplates();
  const storage = browserStorage();
  const { content, problems, unreadable } = await restore(storage);
  const store = createEditorStore(content ?? firstContent(templates));

  const runStore = createRunStore({
    createWorker,
    dataUrl: new URL('data/', document.baseURI).href,
    wasmUrls,
    ...threadsFromAddress(location.search),
  });
  const openDocument = (opened: UnlabelDocument) => {
    store.getState().run(replaceDocument(opened));
    store.getState().fitView();
    runStore.getState().reset();
  };
  const files = createFilesStore(store, openDocument);
  const autosave = startAutosave(store, storage, files.getState().reportStatus);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void autosave.flush();
  });
  if (problems.some(({ code }) => code.startsWith('DOC_STORAGE'))) {
    files.getState().reportStatus('failed', problems[0] ?? null);
  } else if (problems.length > 0) {
    files.getState().refuse('The drawing of your last visit', problems, unreadable);
  }

  keepCompiled(store, (drawing, preset) => compile(drawing, registry, preset === null ? {} : { preset }));
  const services: EditorServices = {
    store,
    registry,
    templates,
    runStore,
    openDocument,
    drawing: createDrawingView(registry),
    checkConnection: (graph, from, to) => {
      const { document, preset } = store.getState().content;
      const [stage, ...others] = document.stages;
      const shown = { ...document, stages: [{ ...stage!, graph }, ...others] };
      const { stages, composites } = effectiveDocument({ document: shown, preset });
      return checkConnection(stages[0]!.graph, registry, from, to, { replace: true, composites });
    },
  };
  return { services, files };
}
