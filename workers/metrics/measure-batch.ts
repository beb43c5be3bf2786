import { assert } from '../../src/base/assert.ts';
import type { Measured } from '../../src/ir/metrics.ts';
import type { BatchValue } from './batch-value.ts';
import { measureDistribution } from './measure-distribution.ts';
import { measureEmbedding } from './measure-embedding.ts';

/**
 * Measures values of a training step in float64: the measurement `embedding` or `distribution`, with the params of the
 * probe. What cannot be measured is missing. NaN: what holds a number that is not finite.
 */
export function measureBatch(
  measurement: string,
  values: readonly BatchValue[],
  params: Readonly<Record<string, unknown>> = {},
): Measured {
  if (measurement === 'embedding') return measureEmbedding(values);
  assert(measurement === 'distribution', `no batch measurement is called ${measurement}`);
  return measureDistribution(values, params);
}
