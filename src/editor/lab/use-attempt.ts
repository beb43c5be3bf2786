import { useState } from 'react';
import type { Compilation } from '../../compiler/compilation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { useLab } from './lab-context.tsx';

/** What a press of a run button asks for. */
export type Attempt = (act: 'train' | 'restart' | 'stepOnce') => void;

/** Begins runs of the drawing, and keeps why the last one could not begin until the drawing has changed. */
export function useAttempt() {
  const { runStore, compilation, run, openTab } = useLab();
  const [refusal, setRefusal] = useState<{ of: Compilation; why: Diagnostic } | null>(null);
  const attempt: Attempt = (act) => {
    if (!compilation) return;
    const why = runStore.getState()[act](compilation, run.seed);
    setRefusal(why && { of: compilation, why });
    openTab(why ? 'problems' : 'train');
  };
  const why = refusal !== null && refusal.of === compilation ? refusal.why : null;
  return { attempt, refusal: why, forget: () => setRefusal(null) };
}
