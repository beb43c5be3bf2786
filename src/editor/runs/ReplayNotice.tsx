import { useStore } from 'zustand';
import { Button } from '../ui/Button.tsx';
import { runLabel } from './overlay-charts.ts';
import type { ReplayStore } from './replay-store.ts';
import { replayWords } from './replay-words.ts';

/** How far a run is that is trained again, and whether it came out the same. */
export function ReplayNotice({ store }: { readonly store: ReplayStore }) {
  const replay = useStore(store, (state) => state.replay);
  if (!replay) return null;
  const { stop, close } = store.getState();
  const { run, running, step } = replay;
  if (running) {
    return (
      <p className="runs-notice">
        <progress aria-label={`Running ${runLabel(run)} again`} max={run.step} value={step} />
        Running “{runLabel(run)}” again: step {Math.min(step, run.step)} of {run.step}
        <Button onClick={stop}>Stop</Button>
      </p>
    );
  }
  const { tone, text } = replayWords(replay);
  return (
    <p className="runs-notice" data-tone={tone} role="status">
      <span>{text}</span>
      <Button variant="quiet" onClick={close}>
        Close
      </Button>
    </p>
  );
}
