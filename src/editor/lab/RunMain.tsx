import LoaderCircle from 'lucide-react/icons/loader-circle';
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Program } from '../../ir/program.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { Button } from '../ui/Button.tsx';
import { mainAction } from './main-action.ts';
import './run-controls.css';
import type { Attempt } from './use-attempt.ts';

interface RunMainProps {
  readonly store: RunStore;
  /** What would be trained; null while the drawing has errors. */
  readonly program: Program | null;
  /** The drawing was compiled at least once. */
  readonly ready: boolean;
  readonly attempt: Attempt;
}

const ICONS = { train: Play, resume: Play, pause: Pause };

/** The one large button: train, pause or resume. */
export function RunMain({ store, program, ready, attempt }: RunMainProps) {
  const status = useStore(store, (state) => state.run.status);
  const pending = useStore(store, (state) => state.pending);
  const checkpoint = useStore(store, (state) => state.run.checkpoint);
  const action = useMemo(
    // the checkpoint decides whether a run can go on, and changes less often than the rest of the run
    () => mainAction({ run: { ...store.getState().run, status, checkpoint }, pending }, program),
    [store, status, checkpoint, pending, program],
  );
  const Icon = action.enabled ? ICONS[action.kind] : LoaderCircle;
  return (
    <Button
      variant="primary"
      className="run-main"
      disabled={!ready || !action.enabled}
      data-waiting={!action.enabled || undefined}
      onClick={() => (action.kind === 'pause' ? store.getState().pause() : attempt('train'))}
    >
      <Icon size={14} aria-hidden />
      {action.label}
    </Button>
  );
}
