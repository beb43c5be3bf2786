import { defined } from '../../src/base/assert.ts';
import type { Measured } from '../../src/ir/metrics.ts';
import type { BatchValue } from './batch-value.ts';
import { divergence, exponential, logSoftmax, meanOfEntropies, meanRow } from './distribution.ts';
import { viewsOf, type RowMatrix } from './row-matrix.ts';

/** Params of the `distribution` measurement. */
interface DistributionParams {
  /** Divides scores in the place of a distribution. */
  readonly temperature: number;
  readonly studentTemperature: number;
  /** Which view of the one side meets which of the other; two single views always meet. */
  readonly pairs: 'cross' | 'same' | 'all';
}

/**
 * Entropy of the assignments on `distribution`, entropy and perplexity of their mean over all rows of all views, and their
 * divergence from softmax of the scores on `student`, the mean over pairs of views. Missing: the mean's where there is one
 * image, whose assignment tells nothing of others; the divergence without a student.
 */
export function measureDistribution(
  values: readonly BatchValue[],
  params: Readonly<Record<string, unknown>>,
): Measured {
  const { temperature, studentTemperature, pairs } = params as unknown as DistributionParams;
  const given = defined(
    values.find(({ port }) => port === 'distribution'),
    'a distribution probe has a distribution',
  );
  const student = values.find(({ port }) => port === 'student');
  const q = given.kind === 'logits' ? exponential(logSoftmax(given, temperature)) : given;
  const meanEntropy = meanOfEntropies(meanRow(q));
  return {
    classes: given.columns,
    entropy: meanOfEntropies(q),
    ...(given.rows > given.views && { meanEntropy, perplexity: Math.exp(meanEntropy) }),
    ...(student && {
      kl: meanOverPairs(
        viewsOf(q, given.views),
        viewsOf(logSoftmax(student, studentTemperature), student.views),
        pairs,
      ),
    }),
  };
}

function meanOverPairs(
  q: readonly RowMatrix[],
  logP: readonly RowMatrix[],
  pairs: DistributionParams['pairs'],
): number {
  const single = q.length === 1 && logP.length === 1;
  const meet = (i: number, j: number): boolean =>
    single || pairs === 'all' || (i === j) === (pairs === 'same');
  const divergences = q.flatMap((teacher, i) =>
    logP.flatMap((student, j) => (meet(i, j) ? [divergence(teacher, student)] : [])),
  );
  return divergences.reduce((sum, one) => sum + one, 0) / divergences.length;
}
