import { describeBackend } from '../lab/describe-backend.ts';
import { runLabel } from './overlay-charts.ts';
import type { Replay } from './replay-store.ts';

/** How a run that was trained again came out, in a few sentences. */
export function replayWords({ run, backend, otherProgram, comparison, sameWeights, problems }: Replay): {
  readonly tone: 'ok' | 'warning' | 'error';
  readonly text: string;
} {
  const name = `“${runLabel(run)}”`;
  if (!comparison || comparison.compared === 0) {
    const why = problems[0]?.message ?? 'It was stopped before its first step.';
    return { tone: 'error', text: `${name} could not be compared. ${why}` };
  }
  const { until, first, largest, compared } = comparison;
  const [then, now] = [run.backend && describeBackend(run.backend), backend && describeBackend(backend)];
  const where =
    then === null || now === null ? '' : then === now ? ` on ${now}` : ` on ${now}, then on ${then}`;
  const short = until < run.step ? ` It has ${run.step} steps: what came after was not compared.` : '';
  if (!first || !largest) {
    const weights =
      sameWeights === null ? '' : sameWeights ? ', and so do all weights' : '; the weights do not';
    return {
      tone: sameWeights === false ? 'warning' : 'ok',
      text: `${name} came out the same: ${compared} values up to step ${until} agree in every bit${where}${weights}.${short}`,
    };
  }
  const size = Number.isFinite(largest.relative)
    ? `The largest relative difference is ${largest.relative.toExponential(1)}, in ${largest.name} at step ${largest.step}`
    : `At step ${largest.step} one ${largest.name} is a finite number and the other is not`;
  const cause = otherProgram
    ? ' This Unlabel compiles the drawing to another program than the one that trained it.'
    : run.backend?.backend !== backend?.backend
      ? ' Backends add in different orders: only the same one gives the same bits.'
      : '';
  return {
    tone: 'warning',
    text: `${name} came out differently${where}, from step ${first.step} on. ${size}.${cause}${short}`,
  };
}
