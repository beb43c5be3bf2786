import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Checkpoint, Dissection } from '../../../workers/protocol.ts';
import type { Compilation } from '../../compiler/compilation.ts';
import { wireGradients } from '../../compiler/wire-gradients.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fitsCheckpoint } from '../../runtime/fits-checkpoint.ts';
import type { EditorServices } from '../editor-context.tsx';
import { effectiveRun, graphOf } from '../store/content.ts';
import { stepPhases, type PhaseContent, type StepPhase } from './step-phases.ts';

/** A step that was taken apart, and what it was of. */
export interface TakenStep {
  readonly dissection: Dissection;
  readonly phases: Readonly<Record<StepPhase, PhaseContent>>;
  readonly batchSize: number;
  readonly dataset: string;
  readonly steps: number;
  /** The run's weights it began with; null for initial ones. */
  readonly checkpoint: Checkpoint | null;
  /** Which opening of a document the drawing came from. */
  readonly origin: number | undefined;
  /** Of the drawing as it was then. */
  readonly compilation: Compilation | null;
}

export interface StepperState {
  readonly working: boolean;
  readonly step: TakenStep | null;
  /** Why there is none. */
  readonly problems: readonly Diagnostic[] | null;
  readonly phase: StepPhase;
  /** Whether values are shown with their gradient also where it is not the phase's matter. */
  readonly gradients: boolean;
  /** Takes the next step of the drawing as it is now, from the run's weights where there are some that fit. */
  take(): Promise<void>;
  go(phase: StepPhase): void;
  showGradients(shown: boolean): void;
}

export type Stepper = StoreApi<StepperState>;
type Services = Pick<EditorServices, 'store' | 'runStore' | 'compile' | 'compileNow'>;

const steppers = new WeakMap<Services['store'], Stepper>();

/** The window's stepper: one for each editor, so that it is as it was when its tab is opened again. */
export function stepperOf(services: Services): Stepper {
  const known = steppers.get(services.store) ?? createStepper(services);
  steppers.set(services.store, known);
  return known;
}

export function createStepper({ store, runStore, compile, compileNow }: Services): Stepper {
  let asked = 0;
  return createStore<StepperState>()((set) => ({
    working: false,
    step: null,
    problems: null,
    phase: 'sample',
    gradients: false,

    take: async () => {
      const mine = ++asked;
      compileNow();
      const { content, compilation } = store.getState();
      const { document, preset } = content;
      const { program, diagnostics, drawn } = compile(document, preset, wireGradients);
      if (!program) {
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        return set({ working: false, step: null, problems: errors });
      }
      set({ working: true, problems: null });
      const { dissect, run } = runStore.getState();
      const checkpoint = run.checkpoint && fitsCheckpoint(program, run.checkpoint) ? run.checkpoint : null;
      const seed = checkpoint?.seed ?? effectiveRun(content).seed;
      const answer = await dissect({ program, seed, ...(checkpoint && { checkpoint }) });
      if (mine !== asked) return;
      if (!answer.ok) return set({ working: false, step: null, problems: answer.problems });
      const phases = stepPhases({ program, ...(drawn && { drawn }) }, graphOf(content), answer.value);
      const { batchSize, dataset, steps } = program;
      set({
        working: false,
        step: {
          dissection: answer.value,
          phases,
          batchSize,
          dataset,
          steps,
          checkpoint,
          origin: content.origin,
          compilation,
        },
      });
    },

    go: (phase) => set({ phase }),
    showGradients: (gradients) => set({ gradients }),
  }));
}
