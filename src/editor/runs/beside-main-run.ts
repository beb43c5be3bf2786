import type { RunStore } from '../../runtime/run-store-state.ts';
import type { Compile } from '../store/keep-compiled.ts';

/** What trains other runs than the window's needs. */
export interface BesideMainRun {
  readonly compile: Compile;
  /** The window's run, which rests meanwhile. */
  readonly mainRun: RunStore;
  readonly createRunStore: () => RunStore;
}
