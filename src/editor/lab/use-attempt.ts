import { useState } from 'react';
import type { Compilation } from '../../compiler/compilation.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { useLab } from './lab-context.tsx';

/** What a press of a run button asks for. */
export type Attempt = (act: 'train' | 'restart' | 'stepOnce') => void;

/** Begins runs of the drawing, and keeps why the last one could not begin until the drawing has changed. */
export function useAttempt() {
  const { runStore, compilation, newest, tab, openTab } = useLab();
  const [refusal, setRefusal] = useState<{ of: Compilation; why: Diagnostic } | null>(null);
  const attempt: Attempt = (act) => {
    // a value entered just before the press belongs to the run
    const drawn = newest();
    if (!drawn) return;
    const why = runStore.getState()[act](drawn.compilation, drawn.seed);
    setRefusal(why && { of: drawn.compilation, why });
    // the embedding follows the run too: whoever watches it goes on watching
    openTab(why ? 'problems' : tab === 'embedding' ? tab : 'train');
  };
  const why = refusal !== null && refusal.of === compilation ? refusal.why : null;
  return { attempt, refusal: why, forget: () => setRefusal(null) };
}
