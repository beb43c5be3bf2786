import { defined } from '../../src/base/assert.ts';
import type { RowMatrix } from './row-matrix.ts';

/** What was on an input of a probe in a training step, read back: `views` parts of rows / views images each. */
export interface BatchValue extends RowMatrix {
  readonly port: string;
  /** Kind of the port it comes from, such as `embedding` or `logits`. */
  readonly kind: string;
  readonly views: number;
}

/** What an embedding probe looks at. */
export function embeddingIn(values: readonly BatchValue[]): BatchValue {
  return defined(values[0], 'an embedding probe has a value');
}
