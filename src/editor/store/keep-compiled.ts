import type { Compilation } from '../../compiler/compilation.ts';
import type { CompileOptions } from '../../compiler/compile.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { graphOf, presetOf, stageOf, type Content } from './content.ts';
import type { EditorStore } from './editor-store.ts';

export type Compile = (
  document: UnlabelDocument,
  preset: string | null,
  dissect?: CompileOptions['dissect'],
) => Compilation;

/** What the compiler looks at; views and texts are left out, so moving a node compiles nothing. */
function subject(content: Content): readonly unknown[] {
  const { document } = content;
  return [graphOf(content), document.composites, stageOf(document).run, presetOf(content)];
}

export interface Compiling {
  /** Compiles at once what has not been compiled yet, for who is about to use the compilation. */
  readonly now: () => void;
  readonly stop: () => void;
}

/**
 * Compiles the drawing soon and after every change that matters. Compilations wait for the end of the present task, and
 * for as long as the last one took, so they never take more than half of the main thread.
 */
export function keepCompiled(store: EditorStore, compile: Compile): Compiling {
  let done: readonly unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = 0;

  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    const { content, setCompilation } = store.getState();
    const next = subject(content);
    if (next.length === done.length && next.every((part, i) => part === done[i])) return;
    done = next;
    const start = performance.now();
    setCompilation(compile(content.document, content.preset));
    resting = Math.min(performance.now() - start, 1000);
  };

  timer = setTimeout(now);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.content === before.content || timer !== undefined) return;
    timer = setTimeout(now, resting);
  });
  const stop = () => {
    unsubscribe();
    clearTimeout(timer);
  };
  return { now, stop };
}
