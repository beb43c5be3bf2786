import type { DiagnosticCode, MessageArguments } from '../diagnostics/catalogue.ts';
import type { Location } from '../diagnostics/diagnostic.ts';
import type { DatasetInfo } from '../ir/datasets.ts';
import type { Initializer } from '../ir/initializer.ts';
import type { Sampler } from '../ir/sampler.ts';
import type { Schedule } from '../ir/schedule.ts';
import type { Tensor, TensorOps } from './tensor-ops.ts';

/** What is special about one trainable tensor. */
export interface WeightOptions {
  /** Whether weight decay and layer-wise rates apply (default); `false` for biases and for gains and offsets of norms. */
  readonly decay?: boolean;
  /** Which part of the method the tensor belongs to, where an optimiser may treat that apart. */
  readonly part?: 'predictor';
  /** Every row (last axis) has length 1: at the start and after each update. */
  readonly unitRows?: boolean;
  /** For so many first steps the tensor stays as it is, as if it had no gradient. */
  readonly frozenSteps?: number;
  /** `false`: never trained, such as a random projection. */
  readonly trainable?: boolean;
}

/** A tensor as it travels on a wire. */
export interface Signal {
  /** Physical tensor: `views` views stand one after another on axis 0. */
  readonly tensor: Tensor;
  readonly views: number;
}

/**
 * `train`: one step of training. `evaluate`: a forward pass over plain images — no augmentation but normalisation, one
 * view, running statistics instead of the batch's.
 */
export type Mode = 'train' | 'evaluate';

/** All a node may touch while it is compiled. Generic in the node's parsed parameters. */
export interface NodeContext<P> {
  readonly ops: TensorOps;
  readonly params: P;
  readonly mode: Mode;
  /** Images per view. */
  readonly batchSize: number;
  /** Steps of the run: what a schedule spans. */
  readonly steps: number;
  /** What the stage's dataset is; undefined where there is none, as in a fixture. */
  readonly dataset: DatasetInfo | undefined;

  /** The signal on a required input. */
  input(port: string): Signal;
  /** The signal on an optional input, if it is connected. */
  optional(port: string): Signal | undefined;
  /** All signals on an input that takes several wires. */
  all(port: string): readonly Signal[];

  /**
   * A trainable tensor of this node, or of the one its weights come from. Behind `flow.ema` and its kin no gradient reaches it.
   */
  weight(name: string, shape: readonly number[], initializer: Initializer, options?: WeightOptions): Tensor;
  /**
   * A tensor that is read as it was at the step's start; `commit` writes it. Nodes that share weights share their states:
   * each finds them as the one before it left them, as if one module had been called twice.
   */
  state(name: string, shape: readonly number[], initializer: Initializer): Tensor;
  /** Sets a state at the step's end. Ignored in `evaluate` mode. */
  commit(name: string, value: Tensor): void;

  /** A field of the dataset's batch: `images`, `index` or a label. */
  data(field: string): Tensor;
  /** Random numbers for this step, from the stream `node.name`. */
  draw(name: string, sampler: Sampler, shape: readonly number[]): Tensor;
  /** A scalar that depends on the step. */
  schedule(name: string, schedule: Schedule): Tensor;

  /**
   * Reports a diagnostic and goes on, where the outputs' shapes are known all the same: nodes behind this one can then
   * say what is wrong with them too.
   */
  report<C extends DiagnosticCode>(code: C, args: MessageArguments<C>, at?: Location): void;
  /** Stops compiling this node with a diagnostic. Never returns. */
  refuse<C extends DiagnosticCode>(code: C, args: MessageArguments<C>, at?: Location): never;
  /** The node's id, for messages. */
  readonly id: string;
}
