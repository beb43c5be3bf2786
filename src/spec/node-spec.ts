import type { z } from 'zod';
import type { Schedule } from '../ir/schedule.ts';
import type { Mode, NodeContext, Signal } from './node-context.ts';
import type { ParamsSchema } from './param.ts';
import type { Ports } from './port.ts';
import type { Operand, Tensor, TensorOps } from './tensor-ops.ts';

export const CATEGORIES = [
  'data',
  'augment',
  'encoder',
  'head',
  'flow',
  'state',
  'target',
  'loss',
  'math',
  'optim',
  'probe',
] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Citation {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly url?: string;
}

/** What the tensors of one update have in common. */
export interface WeightGroup {
  readonly part?: 'predictor';
  /** Biases, and gains and offsets of norms: by convention neither decayed nor given layer-wise rates. */
  readonly exempt: boolean;
}

/** What an optimiser sees of one tensor (or of many, laid end to end). */
export interface UpdateContext<P> {
  readonly ops: TensorOps;
  readonly params: P;
  readonly weight: Tensor;
  /** Clipped already. */
  readonly gradient: Tensor;
  readonly group: WeightGroup;
  /** A plain number where it is constant; 0 where the group is exempt. */
  readonly weightDecay: Operand;
  readonly learningRate: Tensor;
  /**
   * The first step that changes the weight, counted from 0. Until then slots stay at zero: what counts steps, such as
   * Adam's bias correction, counts from here.
   */
  readonly startsAt: number;
  /** A tensor shaped like the weight that begins at zero and is kept from step to step: its value and a way to set it. */
  slot(name: string): { readonly value: Tensor; set(next: Tensor): void };
  schedule(name: string, schedule: Schedule): Tensor;
}

/** A bound on the norm of the gradient: of every tensor by itself, or of all that the optimiser trains, as one vector. */
export interface GradientClip {
  readonly of: 'tensor' | 'all';
  readonly norm: number;
}

/** What makes a node an optimiser. */
export interface OptimiserPart<P> {
  learningRate(params: P, steps: number, group: WeightGroup): Schedule;
  /** L2 or decoupled decay. */
  weightDecay(params: P, steps: number, group: WeightGroup): Schedule;
  clip(params: P): GradientClip | null;
  /**
   * The weight after the step. Must treat elements alike and apart where `elementWise` is set: the compiler then lays
   * all tensors of a group end to end and updates them at once.
   */
  update(context: UpdateContext<P>): Tensor;
  readonly elementWise: boolean;
}

/** What makes a node a dataset. */
export interface DataPart<P> {
  dataset(params: P): string;
  batchSize(params: P): number;
}

/** What makes a node a probe: it looks at a signal and changes nothing. */
export interface ProbePart<P> {
  /** Names the measurement the worker makes. */
  readonly measurement: string;
  /** `batch`: of the training step's own signals. `dataset`: of a forward pass over the plain images. */
  readonly of: 'batch' | 'dataset';
  every(params: P): number;
  /** Refuses signals that cannot be measured together. Called once per compilation, as `forward` is. */
  check?(context: NodeContext<P>): void;
}

/** What a follower's rule sees of one tensor (or of many, laid end to end). */
export interface FollowContext<P> {
  readonly ops: TensorOps;
  readonly params: P;
  /** Length of the run. */
  readonly steps: number;
  /** The follower's tensor as it is. */
  readonly own: Tensor;
  /** The tensor it follows. */
  readonly source: Tensor;
  schedule(name: string, schedule: Schedule): Tensor;
}

/**
 * What makes a node stand between weights: those it hands on are no parameters of their own but follow the weights that
 * come in. No gradient passes.
 */
export interface FollowPart<P> {
  readonly role: 'ema' | 'snapshot' | 'frozen';
  /** Whether the follower begins as a copy of what it follows, or from random numbers of its own. */
  start(params: P): 'copy' | 'own';
  /** Running statistics of norms follow too; else they are the follower's own. */
  buffers(params: P): boolean;
  /** `afterStep`: at the step's end, with the weights the optimiser left. `beforeForward`: first thing in the step. */
  timing(params: P): 'afterStep' | 'beforeForward';
  /** The follower's next value, element by element; missing where it never changes. */
  next?(context: FollowContext<P>): Tensor;
}

/** Everything about a node type, in one inert object. */
export interface NodeSpec<S extends ParamsSchema = ParamsSchema> {
  /** `category.camelCase`; persisted in documents. */
  readonly id: `${Category | 'layer'}.${string}`;
  readonly label: string;
  /** One line for the palette. */
  readonly summary: string;
  /** KaTeX. */
  readonly formula?: string;
  /** The formula as these params and connected inputs make it, where they change what is computed; else `formula` says it. */
  formulaFor?(params: z.output<S>, connected: ReadonlySet<string>): string;
  readonly citation?: Citation;
  /** What goes wrong in naive versions. */
  readonly pitfalls?: readonly string[];
  /** Other words people search for. */
  readonly keywords?: readonly string[];
  /** Bare operations that only fixtures use stay out of the palette. */
  readonly hidden?: boolean;
  readonly params: S;
  ports(params: z.output<S>): Ports;
  /** Has trainable tensors: gets a `weights` input and output. */
  readonly hasWeights?: boolean;
  /**
   * For what gives images: the values of its params with which their pixels stay in [0, 1], so that a person can look at
   * them. Left out where they always do.
   */
  readonly toLookAt?: Readonly<Partial<z.output<S>>>;
  /**
   * Parameters that are about the call and not the architecture: a node whose weights come from another keeps its own
   * values of these and takes all others from there.
   */
  readonly callParams?: readonly string[];
  /**
   * Signals of the outputs, by port name. Called once per compilation and mode.
   * Throws `ShapeError` through `ops` where shapes do not fit; the compiler turns it into a diagnostic.
   */
  forward?(context: NodeContext<z.output<S>>): Readonly<Record<string, Signal>>;
  readonly optimiser?: OptimiserPart<z.output<S>>;
  readonly data?: DataPart<z.output<S>>;
  readonly probe?: ProbePart<z.output<S>>;
  readonly follow?: FollowPart<z.output<S>>;
}

/** A node's file: its spec, with its parameters' schema made by a function. */
export type NodeSource<S extends ParamsSchema> = Omit<NodeSpec<S>, 'params'> & { params(): S };

/**
 * Checks a spec's types and hands it on, its parameters' type erased so that specs of all kinds fit one list. The schema is
 * made when it is first asked for: those of all nodes take longer than all else that is done before the first picture.
 */
export function defineNode<S extends ParamsSchema>({ params, ...spec }: NodeSource<S>): NodeSpec {
  let schema: S | undefined;
  return {
    ...spec,
    get params() {
      return (schema ??= params());
    },
  } as unknown as NodeSpec;
}

export type { Mode, NodeContext, Signal };
