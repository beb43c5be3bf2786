import { finish, finishInTasks, type Steps } from '../../base/steps.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import type { CompileOptions } from '../../compiler/compile-options.ts';
import type { UnlabelDocument } from '../../document/schema.ts';
import { graphOf, presetOf, stageOf, type Content } from './content.ts';
import type { EditorStore } from './editor-store.ts';

export type Compile = (
  document: UnlabelDocument,
  preset: string | null,
  dissect?: CompileOptions['dissect'],
) => Compilation;
/** The same in steps, between which it may be paused. */
export type CompileInSteps = (...drawing: Parameters<Compile>) => Steps<Compilation>;

/** What the compiler looks at; views and texts are left out, so moving a node compiles nothing. */
function subject(content: Content): readonly unknown[] {
  const { document } = content;
  return [graphOf(content), document.composites, stageOf(document).run, presetOf(content)];
}

export interface Compiling {
  /** Compiles what is there in short tasks, between which the page answers. */
  readonly inTasks: () => Promise<void>;
  /** Compiles at once what has not been compiled yet, for who is about to use the compilation. */
  readonly now: () => void;
  readonly stop: () => void;
}

/**
 * Compiles the drawing soon after every change that matters; what is there at first is left to `inTasks` or `now`. Compilations
 * wait for the end of the present task, and for as long as the last one took, so they never take more than half of the main thread.
 */
export function keepCompiled(store: EditorStore, compile: CompileInSteps): Compiling {
  let done: readonly unknown[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = 0;

  const isDone = (next: readonly unknown[]): boolean =>
    next.length === done.length && next.every((part, i) => part === done[i]);

  /** What is to be compiled by now, if anything is; it need not be waited for any longer. */
  const take = () => {
    clearTimeout(timer);
    timer = undefined;
    const { content } = store.getState();
    const next = subject(content);
    return isDone(next) ? null : { next, steps: compile(content.document, content.preset) };
  };

  const inTasks = async () => {
    const taken = take();
    if (!taken) return;
    const compilation = await finishInTasks(taken.steps);
    const { content: latest, setCompilation } = store.getState();
    // someone may have needed it sooner, or something later
    if (isDone(subject(latest))) return;
    done = taken.next;
    setCompilation(compilation);
  };

  const now = () => {
    const taken = take();
    if (!taken) return;
    done = taken.next;
    const start = performance.now();
    store.getState().setCompilation(finish(taken.steps));
    resting = Math.min(performance.now() - start, 1000);
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.content === before.content || timer !== undefined) return;
    timer = setTimeout(now, resting);
  });
  const stop = () => {
    unsubscribe();
    clearTimeout(timer);
  };
  return { inTasks, now, stop };
}
