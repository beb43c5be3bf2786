import type { z } from 'zod';
import type { Schedule } from '../ir/schedule.ts';
import type { Mode, NodeContext, Signal } from './node-context.ts';
import type { ParamsSchema } from './param.ts';
import type { Ports } from './port.ts';
import type { Tensor, TensorOps } from './tensor-ops.ts';

export const CATEGORIES = [
  'data',
  'augment',
  'encoder',
  'head',
  'flow',
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

/** What an optimiser sees of one tensor (or of many, laid end to end). */
export interface UpdateContext<P> {
  readonly ops: TensorOps;
  readonly params: P;
  readonly weight: Tensor;
  readonly gradient: Tensor;
  /** 0 where the group is exempt from weight decay. */
  readonly weightDecay: number;
  readonly learningRate: Tensor;
  /** A tensor shaped like the weight that begins at zero and is kept from step to step: its value and a way to set it. */
  slot(name: string): { readonly value: Tensor; set(next: Tensor): void };
  schedule(name: string, schedule: Schedule): Tensor;
}

/** What makes a node an optimiser. */
export interface OptimiserPart<P> {
  learningRate(params: P, steps: number): Schedule;
  /** L2 or decoupled decay of the tensors it applies to. */
  weightDecay(params: P): number;
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
   * Signals of the outputs, by port name. Called once per compilation and mode.
   * Throws `ShapeError` through `ops` where shapes do not fit; the compiler turns it into a diagnostic.
   */
  forward?(context: NodeContext<z.output<S>>): Readonly<Record<string, Signal>>;
  readonly optimiser?: OptimiserPart<z.output<S>>;
  readonly data?: DataPart<z.output<S>>;
  readonly probe?: ProbePart<z.output<S>>;
}

/** Checks a spec's types and hands it on, its parameters' type erased so that specs of all kinds fit one list. */
export function defineNode<S extends ParamsSchema>(spec: NodeSpec<S>): NodeSpec {
  return spec as unknown as NodeSpec;
}

export type { Mode, NodeContext, Signal };
