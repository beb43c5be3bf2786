import { Progress } from '@base-ui/react/progress';
import type { RunStore } from '../../runtime/run-store-state.ts';
import { Hint } from '../ui/Hint.tsx';
import { formatCount } from './format-number.ts';
import { runSummary } from './run-summary.ts';
import { useRunFrames } from './use-run-frames.ts';

interface RunProgressProps {
  readonly store: RunStore;
  /** The drawing is no longer what the run trains. */
  readonly changed: boolean;
}

/** How far the run is, what remains and how fast it goes. */
export function RunProgress({ store, changed }: RunProgressProps) {
  const run = useRunFrames(store);
  if (run.status === 'idle') return null;
  const { step, steps, status } = run;
  const words = `step ${formatCount(step)} of ${formatCount(steps)}`;
  return (
    <div className="run-progress" data-status={status}>
      <Progress.Root
        className="run-bar"
        value={status === 'starting' && step === 0 ? null : Math.min(step, steps)}
        max={Math.max(1, steps)}
        aria-label="Progress of training"
        aria-valuetext={words}
      >
        <Progress.Track className="run-track">
          <Progress.Indicator className="run-indicator" />
        </Progress.Track>
      </Progress.Root>
      <p className="run-line">
        <span className="run-step">
          step <b>{formatCount(step)}</b> / {formatCount(steps)}
        </span>
        {changed ? (
          <Hint
            text={
              status === 'paused'
                ? 'The drawing has changed. Resume goes on with it from the present weights; Restart begins anew with it.'
                : 'The drawing has changed. This run trains it as it was; pause and resume to go on with the changed one.'
            }
          >
            <span className="run-changed" tabIndex={0}>
              Changed
            </span>
          </Hint>
        ) : (
          <span className="run-summary">{runSummary(run)}</span>
        )}
      </p>
    </div>
  );
}
