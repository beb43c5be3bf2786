import type { MetricSeries, RunMeasurements } from '../verdict.ts';

/** A falling loss with a little noise that repeats. */
export function losses(steps: number, from: number, to: number): RunMeasurements['losses'] {
  return Array.from({ length: steps }, (_, i) => ({
    step: i + 1,
    loss: to + (from - to) * Math.exp((-5 * i) / steps) + 0.01 * Math.sin(7 * i),
  }));
}

/** Of the network that the measurements in verdict.test.ts began from. */
export const untrained = { stdTimesRootD: 0.8246, rawStd: 0.3379, rankMe: 85.44, knn: 0.9807 };

/** A healthy run, but for what is said. */
export function run(changes: Partial<RunMeasurements> = {}, metrics = {}, knn = 0.98): RunMeasurements {
  const measured = { stdTimesRootD: 0.98, rawStd: 0.587, rankMe: 27.4, ...metrics };
  return {
    losses: losses(300, 5.9, 3.4),
    embedding: [200, 250, 300].map((step) => ({ step, metrics: measured })),
    distribution: [],
    retrieval: [{ step: 300, metrics: { knn } }],
    untrained,
    rows: 400,
    dimension: 128,
    ...changes,
  };
}

/** Entropies over `classes` prototypes at the last measurements; the student's divergence where there is one. */
export function assignments(entropy: number, meanEntropy: number, kl?: number, classes = 64): MetricSeries {
  const metrics = {
    classes,
    entropy,
    meanEntropy,
    perplexity: Math.exp(meanEntropy),
    ...(kl !== undefined && { kl }),
  };
  return [200, 250, 300].map((step) => ({ step, metrics }));
}
