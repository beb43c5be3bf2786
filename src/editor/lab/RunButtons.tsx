import LoaderCircle from 'lucide-react/icons/loader-circle';
import Pause from 'lucide-react/icons/pause';
import Play from 'lucide-react/icons/play';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Square from 'lucide-react/icons/square';
import StepForward from 'lucide-react/icons/step-forward';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Program } from '../../ir/program.ts';
import type { RunStore } from '../../runtime/run-store.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { mainAction } from './main-action.ts';

interface RunButtonsProps {
  readonly store: RunStore;
  /** What would be trained; null while the drawing has errors. */
  readonly program: Program | null;
  /** The drawing was compiled at least once. */
  readonly ready: boolean;
  readonly attempt: (act: 'train' | 'restart' | 'stepOnce') => void;
}

const ICONS = { train: Play, resume: Play, pause: Pause };

/** Train, pause or resume; one step; stop; restart. */
export function RunButtons({ store, program, ready, attempt }: RunButtonsProps) {
  const status = useStore(store, (state) => state.run.status);
  const pending = useStore(store, (state) => state.pending);
  const checkpoint = useStore(store, (state) => state.run.checkpoint);
  const action = useMemo(
    // the checkpoint decides whether a run can go on, and changes less often than the rest of the run
    () => mainAction({ run: { ...store.getState().run, status, checkpoint }, pending }, program),
    [store, status, checkpoint, pending, program],
  );
  const { pause, stop } = store.getState();
  const Icon = action.enabled ? ICONS[action.kind] : LoaderCircle;
  const active = status === 'starting' || status === 'running' || status === 'paused';
  const busy = status === 'starting' || status === 'running';
  const stopping = pending === 'stopping';
  return (
    <div className="run-buttons">
      <Button
        variant="primary"
        className="run-main"
        disabled={!ready || !action.enabled}
        data-waiting={!action.enabled || undefined}
        onClick={() => (action.kind === 'pause' ? pause() : attempt('train'))}
      >
        <Icon size={14} aria-hidden />
        {action.label}
      </Button>
      <IconButton
        label="Run one step"
        aria-label="Step"
        disabled={!ready || busy || pending !== null}
        onClick={() => attempt('stepOnce')}
      >
        <StepForward size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={stopping ? 'Stop now: end the worker without waiting for the step' : 'Stop after this step'}
        aria-label={stopping ? 'Stop now' : 'Stop'}
        disabled={!active}
        onClick={stop}
      >
        <Square size={14} aria-hidden />
      </IconButton>
      <IconButton
        label="Restart from untrained weights"
        aria-label="Restart"
        disabled={!ready || status === 'idle' || status === 'starting'}
        onClick={() => attempt('restart')}
      >
        <RotateCcw size={15} aria-hidden />
      </IconButton>
    </div>
  );
}
