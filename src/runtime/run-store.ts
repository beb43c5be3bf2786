import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  BackendName,
  Checkpoint,
  DatasetView,
  Dissection,
  DissectRequest,
  OpenOptions,
  Representation,
  RunEvent,
  StartOptions,
} from '../../workers/protocol.ts';
import { failure } from '../base/outcome.ts';
import type { Compilation } from '../compiler/compilation.ts';
import type { DiagnosticCode } from '../diagnostics/catalogue.ts';
import { diagnose, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program } from '../ir/program.ts';
import { canGoOn } from './can-go-on.ts';
import { TrainerClient } from './client.ts';
import { programKey } from './program-key.ts';
import { reduceRun } from './reduce-run.ts';
import { IDLE_RUN, type RunAction, type RunState } from './run-state.ts';
import type { Readiness } from './standby.ts';
import { untrainedOf } from './untrained-of.ts';

/** Weights that were given, for runs to begin from instead of initial ones. */
export interface GivenWeights {
  /** Of their file. */
  readonly name: string;
  readonly tensors: NonNullable<StartOptions['weights']>;
  /** Why a program cannot begin from them; null if it can. */
  misfit(program: Program): Diagnostic | null;
}

export type BackendRequest = BackendName | 'auto';

/** `auto`: as many as the machine has processors, up to four. */
export type ThreadRequest = number | 'auto';

export interface RunStoreOptions extends Omit<OpenOptions, 'backend'> {
  createWorker(): Worker;
  /** Whether a second worker may wait beside a run, to take it over when it is lost; true by default. */
  readonly standby?: boolean;
}

/** The one run of the window, and what can be done to it. */
export interface RunStoreState {
  readonly run: RunState;
  /** What the present (or last) run trains. */
  readonly program: Program | null;
  readonly backend: BackendRequest;
  /** How many threads the backend wasm is to have. */
  readonly threads: ThreadRequest;
  /** What runs that begin anew begin from; null for initial weights. */
  readonly weights: GivenWeights | null;
  /** The present (or last) run began from given weights. */
  readonly fromWeights: boolean;
  /** A command that the worker has not carried out yet. */
  readonly pending: 'pausing' | 'stepping' | 'stopping' | null;
  /** Takes effect with the next start or resume. */
  setBackend(backend: BackendRequest): void;
  /** Takes effect with the next start or resume. */
  setThreads(threads: ThreadRequest): void;
  /** Takes effect with the next run that begins anew, as the next one does where nothing is trained. `reset` forgets them. */
  setWeights(weights: GivenWeights | null): void;
  /** Begins to load what training on this dataset will need, where nothing is trained. */
  warmUp(dataset: string): void;
  /**
   * Train or Resume: begins a run, or goes on with one that was paused, stopped or lost. Where the drawing has changed,
   * the run goes on with the new program from its present weights (and its own seed). Returns why it cannot, if the
   * drawing has errors.
   */
  train(compilation: Compilation, seed: number): Diagnostic | null;
  /** Begins anew from initial weights, or from those that were given. */
  restart(compilation: Compilation, seed: number): Diagnostic | null;
  /** Runs one step and rests; begins a run, or goes on, as `train` does. */
  stepOnce(compilation: Compilation, seed: number): Diagnostic | null;
  pause(): void;
  /** Ends the run after the step in flight; asked again, or before the first step, ends the worker at once. */
  stop(): void;
  /** Takes one step apart, beside whatever runs and on its backend; changes nothing of it. */
  dissect(request: DissectRequest): Promise<Checked<Dissection>>;
  /** Ends whatever runs and forgets it, as when another drawing is opened. */
  reset(): void;
  /**
   * What the run's encoder makes of the dataset, as the dataset probe `node` sees it: with the weights of the newest checkpoint, or
   * those it began with. Fails without problems where there is no checkpoint yet, or no worker.
   */
  represent(node: string, weights: 'newest' | 'initial'): Promise<Checked<Representation>>;
  /** The images that this is of. */
  view(): Promise<Checked<DatasetView>>;
}

export type RunStore = StoreApi<RunStoreState>;

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
