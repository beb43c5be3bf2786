import type { Initializer } from './initializer.ts';
import type { Operation } from './operation.ts';
import type { Sampler } from './sampler.ts';
import type { Schedule } from './schedule.ts';
import type { ValueId, ValueType } from './value.ts';

/**
 * How a weight changes: by an optimiser; not at all (`frozen`); or not in this program, because nothing minimises
 * anything that depends on it (`unreachable`). `ema` and `snapshot` follow other weights at commit.
 */
export type WeightRole = 'trained' | 'ema' | 'snapshot' | 'frozen' | 'unreachable';

export interface Weight {
  /** `node.name`, such as `encoder.stage1.kernel`. */
  readonly id: ValueId;
  readonly node: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  readonly role: WeightRole;
  /** Whether weight decay applies: by convention not to biases nor to gains and offsets of norms. */
  readonly decay: boolean;
  readonly part?: 'predictor';
  /** Rows (last axis) are scaled to length 1 at the start. */
  readonly unitRows?: true;
  /** Not changed by an optimiser in so many first steps. */
  readonly frozenSteps?: number;
  /** Begins with the value this weight begins with. */
  readonly copyOf?: ValueId;
}

/** What is read as it was at the step's start and written at commit: running statistics, optimiser moments, queues. */
export interface State {
  readonly id: ValueId;
  readonly node: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** Begins with the value this state begins with. */
  readonly copyOf?: ValueId;
}

/** What the host hands over at every run of a block. */
export interface Feed {
  readonly id: ValueId;
  readonly type: ValueType;
  readonly origin: string;
  readonly source: FeedSource;
}

export type FeedSource =
  /** A field of the batch: `images` (B×H×W×C, in [0, 1]), `index` (B) or the name of a label (B). */
  | { readonly kind: 'dataset'; readonly dataset: string; readonly field: string }
  | { readonly kind: 'draw'; readonly sampler: Sampler; readonly stream: string }
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  /** A tensor given by the caller, as in a fixture. */
  | { readonly kind: 'given'; readonly name: string };

/** Operations in an order in which they can be run, with what they start from. */
export interface Block {
  readonly feeds: readonly Feed[];
  readonly operations: readonly Operation[];
}

/** At the end of a step `target` (a weight or a state) takes the value; in the order of the list. */
export interface Commit {
  readonly target: ValueId;
  readonly value: ValueId;
  readonly origin: string;
}

export interface Loss {
  /** The node that computes it, and the optimiser that minimises it. */
  readonly node: string;
  readonly optimiser: string;
  /** A scalar. */
  readonly value: ValueId;
}

/** The gradient of a trained weight, kept where a probe asks for it. */
export interface Gradient {
  readonly weight: ValueId;
  readonly value: ValueId;
}

/** A value on an input of a probe node. */
export interface ProbedValue {
  readonly port: string;
  /** What the wire carries: the same numbers are read differently as logits and as a distribution. */
  readonly kind: string;
  readonly value: ValueId;
  /** How many views stand one after another on axis 0. */
  readonly views: number;
}

/** What a probe node measures, every `every` steps. */
export interface Probe {
  readonly node: string;
  /** Names the measurement, such as `embedding` or `retrieval`. */
  readonly measurement: string;
  readonly every: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly source:
    /** Values of the training step itself. */
    | { readonly kind: 'batch'; readonly values: readonly ProbedValue[] }
    /** A forward pass of its own over the whole dataset, without augmentation and with running statistics. */
    | {
        readonly kind: 'dataset';
        readonly dataset: string;
        readonly batchSize: number;
        readonly block: Block;
        /** batchSize × D */
        readonly features: ValueId;
      };
}

/** A wire of the drawing with what was inferred for it. */
export interface Wire {
  readonly edge: string;
  readonly kind: string;
  /** Physical shape; views stand one after another on axis 0. Empty for weights. */
  readonly shape: readonly number[];
  readonly views: number;
  readonly value?: ValueId;
  /** Where the value holds the rows of other wires too: which rows of axis 0 are this wire's, `[first, number]`. */
  readonly rows?: readonly [number, number];
  /**
   * The gradient of the loss with respect to this wire's value. Only in a
   * program that is compiled to be dissected, and where gradient flows along the wire.
   */
  readonly gradient?: ValueId;
}

/** A training program: JSON only, so it can cross a worker boundary, be printed, verified and hashed. */
export interface Program {
  readonly format: 'unlabel-program/1';
  readonly dataset: string;
  readonly batchSize: number;
  readonly steps: number;
  readonly weights: readonly Weight[];
  readonly states: readonly State[];
  /** One training step. */
  readonly step: Block;
  readonly losses: readonly Loss[];
  readonly gradients: readonly Gradient[];
  readonly commits: readonly Commit[];
  readonly probes: readonly Probe[];
  readonly wires: readonly Wire[];
}
