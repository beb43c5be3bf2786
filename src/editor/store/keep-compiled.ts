import type { Compilation } from '../../compiler/compilation.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { graphOf, presetOf, stageOf, type Content } from './content.ts';
import type { EditorStore } from './editor-store.ts';

export type Compile = (document: UnlabelDocument, preset: string | null) => Compilation;

/** What the compiler looks at; views and texts are left out, so moving a node compiles nothing. */
function subject(content: Content): readonly unknown[] {
  const { document } = content;
  return [graphOf(content), document.composites, stageOf(document).run, presetOf(content)];
}

/**
 * Compiles the drawing now and after every change that matters. Compilations wait for the end of the present task, and
 * for as long as the last one took, so they never take more than half of the main thread. Returns a way to stop.
 */
export function keepCompiled(store: EditorStore, compile: Compile): () => void {
  let done: readonly unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = 0;

  const compileNow = () => {
    timer = undefined;
    const { content, setCompilation } = store.getState();
    const next = subject(content);
    if (next.length === done.length && next.every((part, i) => part === done[i])) return;
    done = next;
    const start = performance.now();
    setCompilation(compile(content.document, content.preset));
    resting = Math.min(performance.now() - start, 1000);
  };

  compileNow();
  const unsubscribe = store.subscribe((state, before) => {
    if (state.content === before.content || timer !== undefined) return;
    timer = setTimeout(compileNow, resting);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
