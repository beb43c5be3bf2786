import type { ValueId } from './value.ts';

/** Numbers in row-major order. */
export interface RecordedTensor {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: Float32Array | Int32Array;
}

/** What one step computed. */
export interface RecordedStep {
  /** By the id of the schedule's feed: the scalar that this step was given. */
  readonly schedules: ReadonlyMap<ValueId, number>;
  /** By the node that computes it. */
  readonly losses: ReadonlyMap<string, number>;
  /** Of every trained weight, before clipping. */
  readonly gradients: ReadonlyMap<ValueId, RecordedTensor>;
  /** Every weight and state after commit. */
  readonly after: ReadonlyMap<ValueId, RecordedTensor>;
}

/**
 * Some steps of a program, in full: what other code has to reproduce to be called the same. One batch and one set of
 * random draws, those of the first step, serve all steps; schedules go on, and so do weights and states.
 */
export interface Recording {
  readonly seed: number;
  /** Weights and states as the first step finds them. */
  readonly initial: ReadonlyMap<ValueId, RecordedTensor>;
  /** Fields of the batch: `images`, `index` or the name of a label. */
  readonly data: ReadonlyMap<string, RecordedTensor>;
  /** Random draws by the name of their stream. */
  readonly draws: ReadonlyMap<string, RecordedTensor>;
  /** By the id of the wire (`from.port->to.port`): what the first step had on the wires asked for. */
  readonly wires: ReadonlyMap<string, RecordedTensor>;
  readonly steps: readonly RecordedStep[];
}
