import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ProjectMaker, ProjectRequest, WrittenProject } from './project-maker.ts';

export interface WriterState {
  /** The newest project; while the drawing is faulty the last one is gone. */
  readonly project: WrittenProject | null;
  /** Why there is none. */
  readonly problems: readonly Diagnostic[];
  /** Whether what is shown is older than what was asked for. */
  readonly writing: boolean;
}

export interface CodeWriter {
  readonly state: StoreApi<WriterState>;
  /** Writes this soon; what was asked for before and has not begun is left out. */
  want(request: ProjectRequest): void;
  end(): void;
}

/** Milliseconds without another request before code is written: the time between two keystrokes. */
const REST = 250;

/** Keeps a project up to date with a drawing that is being edited: one at a time is written, the newest next. */
export function createCodeWriter(maker: Pick<ProjectMaker, 'write' | 'rest'>, rest = REST): CodeWriter {
  const state = createStore<WriterState>()(() => ({ project: null, problems: [], writing: false }));
  let wanted: ProjectRequest | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let ended = false;

  const begin = async () => {
    timer = undefined;
    if (busy || !wanted || ended) return;
    const request = wanted;
    wanted = null;
    busy = true;
    const written = await maker.write(request);
    busy = false;
    if (ended) return;
    const writing = wanted !== null || timer !== undefined;
    if (written.ok) state.setState({ project: written.value, problems: [], writing });
    else state.setState({ project: null, problems: written.problems, writing });
    if (timer === undefined) await begin();
  };
  return {
    state,
    want: (request) => {
      wanted = request;
      clearTimeout(timer);
      // the first is waited for
      const first = !state.getState().project && !busy;
      timer = setTimeout(() => void begin(), first ? 0 : rest);
      state.setState({ writing: true });
    },
    end: () => {
      ended = true;
      clearTimeout(timer);
      maker.rest();
    },
  };
}
