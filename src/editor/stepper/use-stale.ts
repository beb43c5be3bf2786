import { useStore } from 'zustand';
import { useServices } from '../editor-context.tsx';
import { useLab } from '../lab/lab-context.tsx';
import type { TakenStep } from './stepper-store.ts';

/** Why a step is no longer the next one; null while it is. */
export function useStale({ compilation, checkpoint }: TakenStep): string | null {
  const { runStore } = useServices();
  const { compilation: now } = useLab();
  const reached = useStore(runStore, ({ run }) => run.checkpoint?.step ?? 0);
  if (now !== compilation) return 'The drawing has changed since.';
  if (reached !== (checkpoint?.step ?? 0)) return `The run is at step ${reached} now.`;
  return null;
}
