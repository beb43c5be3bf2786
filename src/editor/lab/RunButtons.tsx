import RotateCcw from 'lucide-react/icons/rotate-ccw';
import Square from 'lucide-react/icons/square';
import StepForward from 'lucide-react/icons/step-forward';
import { useStore } from 'zustand';
import type { Program } from '../../ir/program.ts';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { RunMain } from './RunMain.tsx';
import type { Attempt } from './use-attempt.ts';

interface RunButtonsProps {
  readonly store: RunStore;
  /** What would be trained; null while the drawing has errors. */
  readonly program: Program | null;
  /** The drawing was compiled at least once. */
  readonly ready: boolean;
  readonly attempt: Attempt;
}

/** Train, pause or resume; one step; stop; restart. */
export function RunButtons({ store, program, ready, attempt }: RunButtonsProps) {
  const status = useStore(store, (state) => state.run.status);
  const pending = useStore(store, (state) => state.pending);
  const given = useStore(store, (state) => state.weights !== null);
  const { stop } = store.getState();
  const active = status === 'starting' || status === 'running' || status === 'paused';
  const busy = status === 'starting' || status === 'running';
  const stopping = pending === 'stopping';
  return (
    <div className="run-buttons">
      <RunMain store={store} program={program} ready={ready} attempt={attempt} />
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
        label={given ? 'Restart from the loaded weights' : 'Restart from untrained weights'}
        aria-label="Restart"
        disabled={!ready || status === 'idle' || status === 'starting'}
        onClick={() => attempt('restart')}
      >
        <RotateCcw size={15} aria-hidden />
      </IconButton>
    </div>
  );
}
