import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Commit, Feed } from '../ir/program.ts';
import type { ValueId } from '../ir/value.ts';
import type { Mode } from '../spec/node-context.ts';
import type { Tensor } from '../spec/tensor-ops.ts';
import type { Builder } from './builder.ts';
import type { Declarations } from './declarations.ts';

/** One pass of tracing: what all nodes of a block add to. */
export interface Trace {
  readonly mode: Mode;
  readonly builder: Builder;
  readonly declarations: Declarations;
  readonly feeds: Map<string, Feed>;
  readonly commits: Commit[];
  /** Weights that follow others before the forward pass, as that sees them. */
  readonly early: Map<ValueId, Tensor>;
  /** What nodes reported and compiled on. */
  readonly reports: Diagnostic[];
  readonly batchSize: number;
  readonly steps: number;
  readonly dataset: string | undefined;
}
