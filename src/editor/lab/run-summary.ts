import { secondsLeft, type RunState } from '../../runtime/run-state.ts';
import { formatDuration } from './format-duration.ts';
import { formatRate } from './format-rate.ts';

/** One line under the progress bar: how a run stands, how long it takes and how fast it goes. */
export function runSummary(run: RunState): string {
  const left = secondsLeft(run);
  const rate = run.clock.secondsPerStep === null ? '' : formatRate(run.clock.secondsPerStep);
  switch (run.status) {
    case 'idle':
      return '';
    case 'starting':
      return 'Preparing the first step';
    case 'running':
      return [left === null ? 'Running' : `${formatDuration(left)} left`, rate].filter(Boolean).join(' · ');
    case 'paused':
      return ['Paused', left === null ? '' : `${formatDuration(left)} left`].filter(Boolean).join(' · ');
    case 'failed':
      return 'Failed';
    case 'finished': {
      const speed = run.finish?.stepsPerSecond;
      const word = run.finish?.reason === 'complete' ? 'Finished' : 'Stopped';
      return [word, speed ? formatRate(1 / speed) : ''].filter(Boolean).join(' · ');
    }
  }
}
