import type { RowMatrix } from './row-matrix.ts';
import { spectrumOf } from './singular-values.ts';

/** ε of the paper, added to every share. */
const EPSILON = 1e-7;

/**
 * RankMe (Garrido et al. 2023, eq. 2): exp of the entropy of the singular values' shares of their sum, from 1 to
 * min(rows, columns). Of the embedding as it is: centred first, a constant with a little noise would pass for full rank.
 * NaN if the embedding holds a number that is not finite.
 *
 * @param values its spectrum, where that is known already
 */
export function rankMe(embedding: RowMatrix, values = spectrumOf(embedding)): number {
  if (!values) return NaN;
  const sum = values.reduce((total, value) => total + value, 0);
  // an embedding of zeros has no direction at all: all shares are ε
  const entropy = values.reduce((total, value) => {
    const share = (sum > 0 ? value / sum : 0) + EPSILON;
    return total - share * Math.log(share);
  }, 0);
  return Math.exp(entropy);
}
