import type { Program } from '../../ir/program.ts';
import { keepRun } from '../../runtime/kept/keep-run.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { programKey } from '../../runtime/program-key.ts';
import { IDLE_RUN, type RunState } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import type { Content } from '../store/content.ts';
import type { EditorStore } from '../store/editor-store.ts';

/** A run that goes on beyond so many steps is kept before it ends, and anew after so many milliseconds. */
export const WORTH_KEEPING = 100;
export const EVERY_MS = 20_000;

interface RunKeeperOptions {
  readonly runStore: RunStore;
  readonly editor: EditorStore;
  readonly keep: (run: KeptRun) => unknown;
  /** The seed of a run that begins now. */
  readonly seed: () => number;
  readonly nodeTitle: (content: Content, node: string) => string;
  readonly now?: () => number;
  readonly newId?: () => string;
}

interface Subject {
  readonly id: string;
  readonly content: Content;
  readonly program: Program;
  readonly seed: number;
  readonly mixed: boolean;
}

const isOver = ({ status }: RunState): boolean => status === 'finished' || status === 'failed';
const isUnderWay = ({ status }: RunState): boolean => status === 'running' || status === 'paused';

/** Keeps the window's runs: each when it ends, is stopped, fails or makes way for another. Gives what ends that. */
export function keepRuns(options: RunKeeperOptions): () => void {
  const { runStore, editor, keep, nodeTitle } = options;
  const { now = Date.now, newId = () => crypto.randomUUID() } = options;
  let subject: Subject | null = null;
  let keptAt = 0;

  const write = (run: RunState): void => {
    if (!subject || run.step === 0) return;
    const { content, ...about } = subject;
    keptAt = now();
    const { document, preset } = content;
    const kept = {
      ...about,
      document,
      preset,

      nodeTitle: (node: string) => nodeTitle(content, node),
    };
    keep(keepRun(run, kept, keptAt));
  };
  const stopped = (run: RunState): RunState => ({
    ...run,
    status: 'finished',
    finish: { reason: 'stopped', stepsPerSecond: null, digest: null },
  });

  const begin = (run: RunState, before: RunState, program: Program): void => {
    const { content } = editor.getState();
    const fresh = run.loss.length === 0;
    if (!fresh && subject && programKey(program) === programKey(subject.program)) return;
    // what was trained until now stays as it was; what another drawing makes of its weights is another run
    if (isUnderWay(before)) write(stopped(before));
    const seed = fresh || !subject ? options.seed() : subject.seed;
    // weights that were given come from no seed
    subject = { id: newId(), content, program, seed, mixed: !fresh || runStore.getState().fromWeights };
    keptAt = now();
  };

  const { run, program } = runStore.getState();
  if (program && run.status === 'starting') begin(run, IDLE_RUN, program);
  else if (program && run.status !== 'idle') {
    // it was faster than the code that keeps runs
    const { content, compilation } = editor.getState();
    const same = compilation?.program && programKey(compilation.program) === programKey(program);
    subject = { id: newId(), content, program, seed: options.seed(), mixed: !same };
    if (isOver(run)) write(run);
  }
  return runStore.subscribe(({ run, program }, { run: before }) => {
    if (run === before) return;
    // while it starts it is told its backend: that is no other beginning
    const begins = before.status !== 'starting' || run.backend === before.backend;
    if (run.status === 'starting' && begins && program) {
      begin(run, before, program);
    } else if (run.status === 'idle') {
      if (isUnderWay(before)) write(stopped(before));
      subject = null;
    } else if (isOver(run) && !isOver(before)) {
      write(run);
    } else if (run.step !== before.step && run.step >= WORTH_KEEPING && now() - keptAt >= EVERY_MS) {
      write(run);
    }
    const moved = run.backend !== null && run.backend.backend !== before.backend?.backend;
    if (subject && moved && run.loss.length > 0) subject = { ...subject, mixed: true };
  });
}
