import { METRICS, type MetricId } from '../ir/metrics.ts';

export type VerdictKind =
  'healthy' | 'complete collapse' | 'dimensional collapse' | 'diverged' | 'not learning' | 'too early';

export interface Verdict {
  readonly kind: VerdictKind;
  /** Sentences with the numbers it rests on, the decisive one first. */
  readonly evidence: readonly string[];
}

type Metrics = Readonly<Record<string, number>>;

/** What a probe measured, oldest first. */
export type MetricSeries = readonly { readonly step: number; readonly metrics: Metrics }[];

export interface RunMeasurements {
  /** Oldest first. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
  /** Of one embedding probe and one retrieval probe; empty where the drawing has none. */
  readonly embedding: MetricSeries;
  readonly retrieval: MetricSeries;
  /** All these metrics with the initial weights; null while unknown. */
  readonly untrained: Metrics | null;
  /** Number of rows (views × images) and of dimensions of the measured embedding: they cap its rank. */
  readonly rows: number;
  readonly dimension: number;
}

/** Before this step nothing is judged but divergence: many healthy runs begin with a dip of the std. */
const EARLIEST = 50;
/**
 * The limits below tell collapsed from healthy runs of SimCLR, SimSiam, BYOL, VICReg, Barlow Twins, DINO and SwAV on 8×8
 * digits at 128 dimensions (verdict.test.ts holds the measurements).
 */
const FLAT_STD = 0.12;
const FLAT_STD_OF_UNTRAINED = 0.3;
const SHRUNK_OF_UNTRAINED = 0.05;
const SHRUNK_STD = 1e-4;
const LOW_RANK = 0.02;
const LOW_RANK_IF_LOST = 0.08;
/** Small, but this many times the untrained value: on its way up. */
const RISING = 1.5;
/** Ranks of very few dimensions say nothing. */
const SMALLEST_CAP = 8;
/** Differences of retrieval shares below these are noise. */
const BETTER = 0.02;
const WORSE = 0.03;

/**
 * What became of a training run, from measured numbers and never the loss alone: a collapsed run often has the lowest
 * loss of all, and kNN of an untrained encoder can be high on easy data.
 */
export function verdict(run: RunMeasurements): Verdict {
  const diverged = divergence(run);
  if (diverged) return { kind: 'diverged', evidence: [diverged] };
  const early = tooEarly(run);
  if (early) return { kind: 'too early', evidence: [early] };
  const shown = [lossSentence(run), ...spreadSentences(run), ...retrievalSentences(run)];
  const conclude = (kind: VerdictKind, reason: string): Verdict => ({ kind, evidence: [reason, ...shown] });

  const complete = completeCollapse(run);
  if (complete) return conclude('complete collapse', complete);
  const dimensional = dimensionalCollapse(run);
  if (dimensional) return conclude('dimensional collapse', dimensional);
  const idle = notLearning(run);
  if (idle) return conclude('not learning', idle);
  return { kind: 'healthy', evidence: shown };
}

function divergence({ losses, embedding, retrieval }: RunMeasurements): string | null {
  const broken = losses.find(({ loss }) => !Number.isFinite(loss));
  if (broken) return `The loss at step ${broken.step} is ${broken.loss}, not a finite number.`;
  for (const { step, metrics } of [...embedding, ...retrieval]) {
    const lost = Object.keys(metrics).find((id) => !Number.isFinite(metrics[id]));
    if (lost) return `At step ${step} the representation holds numbers that are not finite (${lost}).`;
  }
  const { end } = lossChange(losses);
  // the very first loss: a mean over the first steps would hold some of the explosion
  const start = losses[0]?.loss ?? 0;
  if (!(end > start + 10 * Math.max(1, Math.abs(start)))) return null;
  return `The loss has grown from ${round(start)} to ${round(end)}.`;
}

function tooEarly({ losses, embedding, retrieval }: RunMeasurements): string | null {
  const step = losses.at(-1)?.step ?? 0;
  if (step < EARLIEST)
    return `Only ${step} steps have run; from step ${EARLIEST} on there is something to judge.`;
  if ([...embedding, ...retrieval].some((point) => point.step >= EARLIEST)) return null;
  return `No probe has measured the representation since step ${EARLIEST}, and the loss alone proves nothing.`;
}

/** The last two measurements: what holds of both is no passing dip. */
function lately({ embedding }: RunMeasurements): readonly Metrics[] {
  return embedding
    .filter(({ step }) => step >= EARLIEST)
    .slice(-2)
    .map(({ metrics }) => metrics);
}

function allLately(run: RunMeasurements, id: MetricId, low: (value: number) => boolean): boolean {
  const points = lately(run);
  return points.length > 0 && points.every(({ [id]: value }) => value !== undefined && low(value));
}

function completeCollapse(run: RunMeasurements): string | null {
  const std = run.untrained?.stdTimesRootD;
  const flat = (value: number): boolean =>
    (value < FLAT_STD && !(std !== undefined && value > RISING * std)) ||
    (std !== undefined && value < FLAT_STD_OF_UNTRAINED * std);
  if (allLately(run, 'stdTimesRootD', flat)) {
    return 'All images are mapped to nearly the same direction: std·√d is near 0.';
  }
  // a loss that ignores lengths may let them shrink: no harm while neighbours get better
  if (retrievalChanges(run).some(({ change }) => change > BETTER)) return null;
  const raw = run.untrained?.rawStd;
  const shrunk = (value: number): boolean =>
    value < (raw === undefined ? SHRUNK_STD : SHRUNK_OF_UNTRAINED * raw);
  if (!allLately(run, 'rawStd', shrunk)) return null;
  return 'The embedding has shrunk to nearly one point: its raw std is near 0, even if std·√d looks healthy.';
}

function dimensionalCollapse(run: RunMeasurements): string | null {
  const cap = Math.min(run.rows, run.dimension);
  if (cap < SMALLEST_CAP) return null;
  const untrained = run.untrained?.rankMe;
  const low = (rank: number): boolean => {
    const share = (rank - 1) / (cap - 1);
    if (untrained === undefined) return share < LOW_RANK;
    const rising = rank - 1 > RISING * (untrained - 1);
    return (share < LOW_RANK && !rising) || (share < LOW_RANK_IF_LOST && rank < untrained);
  };
  if (!allLately(run, 'rankMe', low)) return null;
  return `The embedding fills few of its dimensions: RankMe is small against the possible ${cap}.`;
}

function notLearning(run: RunMeasurements): string | null {
  const changes = retrievalChanges(run);
  if (changes.length > 0 && changes.every(({ change }) => change < -WORSE)) {
    return 'The features find neighbours worse than those of the untrained encoder.';
  }
  if (lossChange(run.losses).fell || changes.some(({ change }) => change > BETTER)) return null;
  return changes.length > 0
    ? 'The loss has not fallen beyond its noise, nor do neighbours get better.'
    : 'The loss has not fallen beyond its noise.';
}

/** Means of the first and the last tenth of the run, and whether the difference exceeds the noise from step to step. */
function lossChange(losses: RunMeasurements['losses']) {
  const count = Math.min(losses.length, Math.max(5, Math.floor(losses.length / 10)));
  const values = losses.map(({ loss }) => loss);
  const mean = (part: readonly number[]): number => part.reduce((sum, x) => sum + x, 0) / part.length;
  const last = values.slice(-count);
  const start = mean(values.slice(0, count));
  const end = mean(last);
  // of neighbouring steps, so that a trend does not count as noise
  const steps = last.slice(1).map((x, i) => (x - last[i]!) ** 2 / 2);
  const noise = steps.length > 0 ? Math.sqrt((2 * mean(steps)) / count) : 0;
  return { start, end, fell: start - end > Math.max(3 * noise, 0.005 * Math.abs(start)) };
}

function retrievalChanges({ retrieval, untrained }: RunMeasurements) {
  const last = retrieval.at(-1)?.metrics ?? {};
  return metricsOf('retrieval').flatMap((id) => {
    const before = untrained?.[id];
    const now = last[id];
    return before === undefined || now === undefined ? [] : [{ id, before, now, change: now - before }];
  });
}

function metricsOf(measurement: 'embedding' | 'retrieval'): MetricId[] {
  return (Object.keys(METRICS) as MetricId[]).filter((id) => METRICS[id].measurement === measurement);
}

function lossSentence({ losses }: RunMeasurements): string {
  const { start, end, fell } = lossChange(losses);
  return `Loss: ${round(start)} at first, ${round(end)} lately${fell ? '' : ' — no fall beyond its noise'}.`;
}

function spreadSentences(run: RunMeasurements): string[] {
  const now = lately(run).at(-1) ?? {};
  const meaning: Partial<Record<MetricId, string>> = {
    stdTimesRootD: '1 is even, 0 is collapsed',
    rankMe: `of at most ${Math.min(run.rows, run.dimension)}`,
  };
  return (['stdTimesRootD', 'rawStd', 'rankMe'] as const).flatMap((id) => {
    const value = now[id];
    if (value === undefined) return [];
    const untrained = run.untrained?.[id];
    const remarks = [meaning[id], untrained !== undefined && `untrained ${round(untrained)}`].filter(Boolean);
    return [`${METRICS[id].label}: ${round(value)}${remarks.length > 0 ? ` (${remarks.join('; ')})` : ''}.`];
  });
}

function retrievalSentences(run: RunMeasurements): string[] {
  return retrievalChanges(run).map(({ id, before, now, change }) => {
    const worth = Math.abs(change) <= BETTER ? ' — no difference worth the name' : '';
    return `${METRICS[id].label}: ${percent(now)}, untrained ${percent(before)}${worth}.`;
  });
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
