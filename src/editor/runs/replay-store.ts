import { createStore, type StoreApi } from 'zustand/vanilla';
import { compareCurves, type CurveComparison } from '../../analysis/compare-curves.ts';
import { diagnose, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { hashProgram } from '../../ir/hash.ts';
import type { KeptRun } from '../../runtime/kept/kept-run.ts';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import { runFingerprint } from '../../runtime/run-fingerprint.ts';
import type { RunState } from '../../runtime/run-state.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import type { BesideMainRun } from './beside-main-run.ts';
import { curvesOf } from './curves-of.ts';
import { whyNotReplayed } from './why-not-replayed.ts';

/** A kept run trained once more. */
export interface Replay {
  readonly run: KeptRun;
  readonly running: boolean;
  readonly step: number;
  /** What trains now. */
  readonly backend: KeptRun['backend'];
  /** This Unlabel compiles the drawing to another program. */
  readonly otherProgram: boolean;
  /** Once it has ended. */
  readonly comparison: CurveComparison | null;
  /** Whether all final weights and states agree; null where that is not known of one of them. */
  readonly sameWeights: boolean | null;
  /** Why it ended before its time. */
  readonly problems: readonly Diagnostic[];
}

export interface ReplayState {
  readonly replay: Replay | null;
  /** Trains the run's drawing with its seed, on its backend where there is one, for as many steps as it has. */
  begin(run: KeptRun): void;
  stop(): void;
  /** Ends and forgets it. */
  close(): void;
}

export type ReplayStore = StoreApi<ReplayState>;

export interface ReplayOptions extends BesideMainRun {
  /** Of the machine: no more threads than these. */
  readonly processors: number;
  readonly refuse: (problems: readonly Diagnostic[]) => void;
}

/** Trains kept runs again, one at a time, and compares what comes out. */
export function createReplayStore(options: ReplayOptions): ReplayStore {
  const { compile, mainRun, createRunStore, processors, refuse } = options;
  let trainer: RunStore | null = null;
  let unsubscribe: () => void = () => undefined;

  return createStore<ReplayState>()((set, get) => {
    const end = (): void => {
      unsubscribe();
      trainer?.getState().reset();
    };
    const change = (changed: Partial<Replay>): void => {
      const { replay } = get();
      if (replay) set({ replay: { ...replay, ...changed } });
    };

    const watch = (kept: KeptRun, training: RunStore, restart: () => void): void => {
      unsubscribe = training.subscribe(({ run: now, backend, pending }) => {
        const { stop, setBackend } = training.getState();
        const missing = now.diagnostics.some(({ code }) => code === 'RUN_BACKEND_UNAVAILABLE');
        if (now.status === 'failed' && missing && backend !== 'auto') {
          // another backend says at least how far they are apart
          unsubscribe();
          setBackend('auto');
          restart();
          return watch(kept, training, restart);
        }
        const choice = now.backend && { backend: now.backend.backend, threads: now.backend.threads };
        change({ step: now.step, backend: choice });
        const enough = now.status === 'running' && now.step >= kept.step;
        if (enough && kept.step < now.steps && pending === null) stop();
        if (now.status !== 'finished' && now.status !== 'failed') return;
        unsubscribe();
        change({ running: false, ...outcome(kept, now) });
      });
    };

    return {
      replay: null,
      begin: (run) => {
        const cannot = (why: string) => refuse([diagnose('RUN_NOT_REPLAYED', { name: run.name, why })]);
        const mixed = whyNotReplayed(run);
        if (mixed) return refuse([mixed]);
        const compilation = compile(run.document, run.preset);
        const { program, diagnostics } = compilation;
        if (!program || hasErrors(diagnostics)) {
          const error = diagnostics.find(({ severity }) => severity === 'error');
          return cannot((error?.message ?? 'its drawing does not compile').replace(/\.$/, ''));
        }
        end();
        refuse([]);
        mainRun.getState().pause();
        trainer ??= createRunStore();
        const otherProgram = hashProgram(program) !== run.program;
        set({
          replay: {
            run,
            running: true,
            step: 0,
            backend: null,
            otherProgram,
            comparison: null,
            sameWeights: null,
            problems: [],
          },
        });
        const { setBackend, setThreads, restart } = trainer.getState();
        setBackend(run.backend?.backend ?? 'auto');
        setThreads(Math.min(run.backend?.threads ?? processors, processors));
        restart(compilation, run.seed);
        watch(run, trainer, () => restart(compilation, run.seed));
      },
      stop: () => trainer?.getState().stop(),
      close: () => {
        end();
        set({ replay: null });
      },
    };
  });
}

function outcome(kept: KeptRun, now: RunState): Pick<Replay, 'comparison' | 'sameWeights' | 'problems'> {
  const print = runFingerprint(now);
  const known = kept.fingerprint !== null && print !== null && now.step === kept.step;
  return {
    comparison: compareCurves(curvesOf(runStateOf(kept)), curvesOf(now)),
    sameWeights: known ? print === kept.fingerprint : null,
    problems: now.diagnostics.filter(({ severity }) => severity === 'error'),
  };
}
