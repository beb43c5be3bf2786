import { createStore } from 'zustand/vanilla';
import type { Checkpoint, RunEvent, StartOptions } from '../../workers/protocol.ts';
import { failure } from '../base/outcome.ts';
import type { Compilation } from '../compiler/compilation.ts';
import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program } from '../ir/program.ts';
import { canGoOn } from './can-go-on.ts';
import { TrainerClient } from './client.ts';
import { programKey } from './program-key.ts';
import { reduceRun } from './reduce-run.ts';
import { IDLE_RUN, type RunAction, type RunState } from './run-state.ts';
import type {
  BackendRequest,
  RunStore,
  RunStoreOptions,
  RunStoreState,
  ThreadRequest,
} from './run-store-state.ts';
import type { Readiness } from './standby.ts';
import { untrainedOf } from './untrained-of.ts';

interface Start {
  readonly program: Program;
  readonly seed: number;
  readonly checkpoint: Checkpoint | null;
  readonly paused: boolean;
  /** Metrics of the untrained weights, where they were measured for the same program. */
  readonly untrained?: NonNullable<StartOptions['untrained']>;
  /** What the run is taken up after, where nobody asked for it. */
  readonly after?: Diagnostic;
}

/** After these a new worker can go on from the last checkpoint. */
const SURVIVED: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
  'RUN_DEVICE_LOST',
  'RUN_WORKER_CRASHED',
]);

const SETTLING: ReadonlySet<RunEvent['kind']> = new Set(['paused', 'resumed', 'failed', 'finished']);

export function createRunStore(given: RunStoreOptions): RunStore {
  const { createWorker, standby = true, threads: firstThreads = 'auto', ...files } = given;
  /** Counts runs: what belongs to an older one is ignored. */
  let present = 0;
  let startedOn: BackendRequest = 'auto';
  let startedWith: ThreadRequest = firstThreads;
  /** The step at which the run was last taken up by itself: it has to get beyond it to be taken up again. */
  let takenUpAt = -1;

  const client = new TrainerClient({
    createWorker,
    onLost: (diagnostic) => {
      if (!isActive(store.getState().run)) return;
      const wanted = isWanted();
      present += 1;
      dispatch({ kind: 'broke', diagnostics: [diagnostic] });
      if (wanted) takeUp(diagnostic);
    },
  });

  function dispatch(...actions: readonly RunAction[]): void {
    store.setState(({ run, pending }) => ({
      run: actions.reduce(reduceRun, run),
      pending: actions.some(({ kind }) => kind === 'broke' || SETTLING.has(kind as RunEvent['kind']))
        ? null
        : pending,
    }));
  }

  const readiness = (backend: BackendRequest, dataset: string): Readiness => {
    const { threads } = store.getState();
    return { options: { backend, ...files, ...(threads === 'auto' ? {} : { threads }) }, dataset };
  };

  /** Gives true once the worker has begun. */
  async function begin(start: Start): Promise<boolean> {
    const { program, seed, checkpoint, paused, untrained, after } = start;
    const mine = ++present;
    if (!after) takenUpAt = -1;
    startedOn = store.getState().backend;
    // a worker's memory is shared with helpers from its start, or never
    if (store.getState().threads !== startedWith) client.end();
    startedWith = store.getState().threads;
    const { weights } = store.getState();
    store.setState({ program, pending: null, ...(checkpoint ? {} : { fromWeights: weights !== null }) });
    const notices = after
      ? [diagnose('RUN_TAKEN_UP', { after: after.message, step: checkpoint?.step ?? 0 })]
      : [];
    dispatch({ kind: 'starting', fresh: checkpoint === null, paused, steps: program.steps, notices });

    const open = (backend: BackendRequest, tested?: string) => {
      const { options } = readiness(backend, program.dataset);
      return client.open(tested === undefined ? options : { ...options, tested });
    };
    // a run that is taken up goes on where it was: asking every backend again would take longer than all the rest
    const choice = after ? store.getState().run.backend : null;
    const before = choice?.backend;
    const known = choice?.candidates.find(({ backend }) => backend === before);
    let opened = await open(before ?? startedOn, known?.detail);
    if (mine === present && !opened.ok && before) opened = await open(startedOn);
    if (mine !== present) return false;
    if (!opened.ok) {
      dispatch({ kind: 'broke', diagnostics: opened.problems });
      return false;
    }
    // why it was chosen is said where it was chosen
    if (opened.value.backend !== before) dispatch({ kind: 'opened', choice: opened.value });

    const options = {
      seed,
      paused,
      ...(checkpoint ? { checkpoint } : weights ? { weights: weights.tensors } : {}),
      ...(untrained ? { untrained } : {}),
    };
    const started = await client.start(program, options, (events) => {
      if (mine !== present) return;
      const wanted = isWanted();
      dispatch(...events);
      const failed = events.find((event) => event.kind === 'failed');
      // a run that has come this far is worth a second worker
      const saved = (event: RunEvent) =>
        event.kind === 'checkpoint' && event.checkpoint.step > (checkpoint?.step ?? 0);
      if (standby && isWanted() && events.some(saved)) {
        client.keepStandby(readiness(store.getState().run.backend!.backend, program.dataset));
      }
      const survived = failed !== undefined && SURVIVED.has(failed.diagnostic.code);
      if (survived && wanted) takeUp(failed.diagnostic);
      // what ends a run for good ends what waits beside it
      if (events.some(({ kind }) => kind === 'finished') || (failed && !survived)) client.dismissStandby();
    });
    if (mine !== present) return false;
    if (!started.ok) dispatch({ kind: 'broke', diagnostics: started.problems });
    return started.ok;
  }

  /** The person wants the run to go on, and knows of nothing that speaks against it. */
  function isWanted(): boolean {
    const { run, pending } = store.getState();
    return run.status === 'running' && pending === null;
  }

  /** Goes on from the last checkpoint in a new worker, unless the run was lost again where it was lost before. */
  function takeUp(after: Diagnostic): void {
    const { run, program } = store.getState();
    if (!program || !canGoOn(run, program) || run.step <= takenUpAt) return;
    takenUpAt = run.step;
    const checkpoint = run.checkpoint!;
    const untrained = untrainedOf(run);
    void begin({ program, seed: checkpoint.seed, checkpoint, paused: false, untrained, after });
  }

  /** What would be started now, or null where the paused run simply continues. */
  function nextStart(program: Program, seed: number, paused: boolean): Start | null {
    const { run, program: trained, backend, threads } = store.getState();
    const unchanged = trained !== null && programKey(trained) === programKey(program);
    const asBefore = unchanged && backend === startedOn && threads === startedWith;
    if (run.status === 'paused' && asBefore) return null;
    if (!canGoOn(run, program)) return { program, seed, checkpoint: null, paused };
    const { checkpoint } = run;
    const untrained = unchanged ? { untrained: untrainedOf(run) } : {};
    return { program, seed: checkpoint!.seed, checkpoint, paused, ...untrained };
  }

  /** Why a start that begins anew cannot begin from the weights that were given. */
  function misfitOf({ program, checkpoint }: Start): Diagnostic | null {
    return checkpoint ? null : (store.getState().weights?.misfit(program) ?? null);
  }

  function abandon(): void {
    present += 1;
    client.end();
    dispatch({ kind: 'abandoned' });
    store.setState({ pending: null });
  }

  const store = createStore<RunStoreState>()((set, get) => ({
    run: IDLE_RUN,
    program: null,
    backend: 'auto',
    threads: firstThreads,
    weights: null,
    fromWeights: false,
    pending: null,

    setBackend: (backend) => set({ backend }),
    setThreads: (threads) => set({ threads }),
    setWeights: (weights) => set({ weights }),

    warmUp: (dataset) => {
      if (!isActive(get().run)) client.warmUp(readiness(get().backend, dataset));
    },

    train: (compilation, seed) => {
      const { program } = compilation;
      if (!program) return firstError(compilation);
      if (isBusy(get().run)) return null;
      const start = nextStart(program, seed, false);
      const misfit = start && misfitOf(start);
      if (misfit) return misfit;
      if (start) void begin(start);
      else {
        set({ pending: null });
        void client.resume();
      }
      return null;
    },

    restart: (compilation, seed) => {
      const { program } = compilation;
      if (!program) return firstError(compilation);
      const start: Start = { program, seed, checkpoint: null, paused: false };
      const misfit = misfitOf(start);
      if (misfit) return misfit;
      void begin(start);
      return null;
    },

    stepOnce: (compilation, seed) => {
      const { program } = compilation;
      if (!program) return firstError(compilation);
      if (isBusy(get().run) || get().pending !== null) return null;
      const start = nextStart(program, seed, true);
      const misfit = start && misfitOf(start);
      if (misfit) return misfit;
      const step = () => {
        set({ pending: 'stepping' });
        return client.stepOnce();
      };
      void (start ? begin(start).then((begun) => (begun ? step() : null)) : step());
      return null;
    },

    pause: () => {
      if (get().run.status !== 'running' || get().pending !== null) return;
      set({ pending: 'pausing' });
      void client.pause();
    },

    stop: () => {
      const { run, pending } = get();
      if (!isActive(run)) return;
      if (run.status === 'starting' || pending === 'stopping') return abandon();
      set({ pending: 'stopping' });
      void client.stop();
    },

    dissect: async (request) => {
      // to open another backend would end what runs
      if (!isActive(get().run)) {
        const opened = await client.open(readiness(get().backend, request.program.dataset).options);
        if (!opened.ok) return opened;
      }
      return client.dissect(request);
    },

    reset: () => {
      present += 1;
      // a worker at rest keeps what the next run need not load again
      if (isActive(get().run)) client.end();
      else client.dismissStandby();
      set({
        run: { ...IDLE_RUN, backend: get().run.backend },
        program: null,
        weights: null,
        fromWeights: false,
        pending: null,
      });
    },

    represent: (node, weights) => {
      const { program, run } = get();
      if (!program || !run.checkpoint) return Promise.resolve(failure([]));
      const { seed } = run.checkpoint;
      const checkpoint = weights === 'newest' ? run.checkpoint : { step: 0, seed, tensors: {} };
      return client.represent({ program, node, checkpoint });
    },

    view: () => {
      const { program } = get();
      return program ? client.view(program.dataset) : Promise.resolve(failure([]));
    },
  }));
  return store;
}

/** A worker is at work on it, or rests with it in its memory. */
function isActive({ status }: RunState): boolean {
  return status === 'starting' || status === 'running' || status === 'paused';
}

function isBusy({ status }: RunState): boolean {
  return status === 'starting' || status === 'running';
}

function firstError({ diagnostics }: Compilation): Diagnostic | null {
  return diagnostics.find(({ severity }) => severity === 'error') ?? null;
}
