import { findsBetter, lossChange, retrievalChanges } from './verdict/changes.ts';
import { clusterCollapse } from './verdict/cluster-collapse.ts';
import { completeCollapse } from './verdict/complete-collapse.ts';
import { dimensionalCollapse } from './verdict/dimensional-collapse.ts';
import { evidence } from './verdict/evidence.ts';
import { digits } from './verdict/numbers.ts';
import { EARLIEST, type RunMeasurements } from './verdict/run-measurements.ts';
import { viewsApart } from './verdict/views-apart.ts';

export type { MetricSeries, RunMeasurements } from './verdict/run-measurements.ts';

export type VerdictKind =
  | 'healthy'
  | 'complete collapse'
  | 'dimensional collapse'
  | 'cluster collapse'
  | 'diverged'
  | 'not learning'
  | 'too early';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Sentences with the numbers it rests on, the decisive one first. */
  readonly evidence: readonly string[];
}

/**
 * How far above its first value, or above so many times it, a loss has to be. A contrastive loss against a queue of 65,536
 * may rise from near 0 to the highest there is for it, ln 65,537 = 11.1, while keys replace noise.
 */
const EXPLODED = 12;

/** Features that find neighbours worse by more than this were spoilt by the training. */
const WORSE = 0.03;

/**
 * What became of a training run, from measured numbers and never the loss alone: a collapsed run often has the lowest
 * loss of all, and kNN of an untrained encoder can be high on easy data. The embedding may be that of any layer: what is
 * small by a layer's nature was so before training.
 *
 * The limits tell collapsed from healthy runs of SimCLR, SimSiam, BYOL, VICReg, Barlow Twins, DINO and SwAV on 8×8 digits at
 * 128 dimensions (verdict.test.ts holds the measurements). Cluster collapse goes before the others: it names their cause.
 */
export function verdict(run: RunMeasurements): Verdict {
  const diverged = divergence(run);
  if (diverged) return { kind: 'diverged', evidence: [diverged] };
  const early = tooEarly(run);
  if (early) return { kind: 'too early', evidence: [early] };

  const findings = [
    ['cluster collapse', clusterCollapse],
    ['complete collapse', completeCollapse],
    ['dimensional collapse', dimensionalCollapse],
    ['not learning', notLearning],
    ['not learning', viewsApart],
  ] as const;
  for (const [kind, find] of findings) {
    const reason = find(run);
    if (reason) return { kind, evidence: [reason, ...evidence(run)] };
  }
  return { kind: 'healthy', evidence: evidence(run) };
}

function divergence({ losses, embedding, distribution, retrieval }: RunMeasurements): string | null {
  const broken = losses.find(({ loss }) => !Number.isFinite(loss));
  if (broken) return `The loss at step ${broken.step} is ${broken.loss}, not a finite number.`;
  for (const { step, metrics } of [...embedding, ...distribution, ...retrieval]) {
    const lost = Object.keys(metrics).find((id) => !Number.isFinite(metrics[id]));
    if (lost) return `At step ${step} the representation holds numbers that are not finite (${lost}).`;
  }
  const { end } = lossChange(losses);
  // the very first loss: a mean over the first steps would hold some of the explosion
  const start = losses[0]?.loss ?? 0;
  if (!(end > start + EXPLODED * Math.max(1, Math.abs(start)))) return null;
  return `The loss has grown from ${digits(start)} to ${digits(end)}.`;
}

function tooEarly({ losses, embedding, distribution, retrieval }: RunMeasurements): string | null {
  const step = losses.at(-1)?.step ?? 0;
  if (step < EARLIEST)
    return `Only ${step} steps have run; from step ${EARLIEST} on there is something to judge.`;
  if ([...embedding, ...distribution, ...retrieval].some((point) => point.step >= EARLIEST)) return null;
  return `No probe has measured the representation since step ${EARLIEST}, and the loss alone proves nothing.`;
}

function notLearning(run: RunMeasurements): string | null {
  const changes = retrievalChanges(run);
  if (changes.length > 0 && changes.every(({ change }) => change < -WORSE)) {
    return 'The features find neighbours worse than those of the untrained encoder.';
  }
  if (lossChange(run.losses).fell || findsBetter(run)) return null;
  return changes.length > 0
    ? 'The loss has not fallen beyond its noise, nor do neighbours get better.'
    : 'The loss has not fallen beyond its noise.';
}
