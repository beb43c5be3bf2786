import { formatDuration } from './format-duration.ts';

/** The speed of training: steps per second, or seconds per step where that is the larger number. */
export function formatRate(secondsPerStep: number): string {
  if (secondsPerStep <= 0) return '';
  if (secondsPerStep > 1) {
    return `${secondsPerStep < 60 ? `${secondsPerStep.toFixed(1)} s` : formatDuration(secondsPerStep)} a step`;
  }
  const rate = 1 / secondsPerStep;
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} steps/s`;
}
