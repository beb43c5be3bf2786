import { createContext, useContext } from 'react';
import type { Compilation } from '../../compiler/compilation.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import type { AblationStore } from '../ablation/ablation.ts';
import type { LateRuns } from '../runs/late-runs.ts';
import type { LabTab } from './lab-tab.ts';

/** What the lab needs of the editor around it; the shell provides it, so the lab does not know the editor's store. */
export interface Lab {
  readonly runStore: RunStore;
  readonly ablation: AblationStore;
  readonly runs: LateRuns;
  /** The newest compilation of the open drawing; null until there is one. */
  readonly compilation: Compilation | null;
  /** What a run that begins now is of: also what changed a moment ago is compiled. */
  newest(): { readonly compilation: Compilation; readonly seed: number } | null;
  /** The run settings of the open document with its preset applied. */
  readonly run: { readonly steps: number; readonly seed: number };
  setRun(change: { readonly steps?: number; readonly seed?: number }): void;
  /** What the canvas calls the node; its id where it is unknown. */
  nodeTitle(node: string): string;
  /** Selects the node and brings it into view. */
  focusNode(node: string): void;
  /** Carries out a repair as one undoable command. */
  applyFix(fix: Fix): void;
  readonly tab: LabTab;
  /** Shows a tab of the drawer, and the drawer if it is folded away. */
  openTab(tab: LabTab): void;
}

const LabContext = createContext<Lab | null>(null);

export const LabProvider = LabContext.Provider;

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error('The lab must stand inside a LabProvider.');
  return lab;
}
