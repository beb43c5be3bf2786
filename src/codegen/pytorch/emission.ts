import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { Snippet } from '../snippet.ts';

/** A signal as the exported forward pass has it. */
export interface Value {
  /** A Python expression, mostly a variable's name. */
  readonly text: string;
  readonly views: number;
  /** As on the canvas: V·B×…, images and maps with their channels last. In the code those come second. */
  readonly shape: readonly number[];
  /** float32 where nothing is said. */
  readonly dtype?: 'float32' | 'int32';
  /** Rows of this process alone, or of all processes together (or none: a matrix, a scalar). */
  readonly place: 'local' | 'global';
}

/** Where a weight or state of the canvas is in the module's `state_dict`, and how its axes are arranged there. */
export interface Slot {
  /** Behind the module's own name: `0.weight`; empty where the module is the tensor's only holder. */
  readonly key: string;
  readonly layout: Layout;
}

/** `linear`: in×out → out×in. `conv`: HWIO → OIHW. `patch`: p²C×D → D×C×p×p. */
export type Layout =
  'same' | 'linear' | 'conv' | { readonly kind: 'patch'; readonly size: number; readonly channels: number };

/** The module of a node that holds weights or a state. */
export interface ModulePart {
  /** The expression that makes it. */
  readonly text: string;
  /** By the tensors' names on the canvas, without the node's. */
  readonly slots: ReadonlyMap<string, Slot>;
}

/** What the code of one node may use. */
export interface EmitContext {
  readonly node: ResolvedNode;
  readonly params: Readonly<Record<string, unknown>>;
  /** Images per view of the whole batch. */
  readonly batchSize: number;
  /** Classes, places and sizes of images, where the drawing has data. */
  readonly imageSize: { readonly height: number; readonly width: number } | undefined;
  /** Rows of the whole dataset. */
  readonly datasetCount: number;
  /** Where the node's module is: `self.encoder`. */
  readonly module: string;
  /** The signal on a required input. */
  input(port: string): Value;
  optional(port: string): Value | undefined;
  all(port: string): readonly Value[];
  /** The same signal with the rows of all processes. */
  gathered(value: Value): Value;
  /** The output's signal as it was inferred. */
  output(port: string): { readonly views: number; readonly shape: readonly number[] };
  /** Whether anything uses the output. */
  isUsed(port: string): boolean;
  /** The name of a definition, which the file will then have. */
  use(snippet: Snippet): string;
  /** A statement before the node's own. */
  write(line: string): void;
  /** A statement at the forward pass's end, in training alone: what changes state. */
  atEnd(line: string): void;
  /** The number of the step, counted from 0, as an expression. */
  step(): string;
  /** A variable name that nothing else has. */
  variable(wanted: string): string;
  /** Stops the export with a diagnostic at this node. */
  refuse(problem: string): never;
}

export interface Output {
  readonly text: string;
  readonly place: Value['place'];
  /** A name is enough: no variable is needed. */
  readonly bare?: boolean;
}

/** How a node type is written in PyTorch. */
export interface Emitter {
  /** The node's own module, where it has weights or a state. Called with the inputs it is first used with. */
  module?(context: EmitContext): ModulePart;
  /** Whether params ask for the module; where nothing is said they do. */
  hasModule?(params: EmitContext['params']): boolean;
  /**
   * Statements in `__init__` for a node that is called in a way of its own. `always`: also where that is the usual way, because the module is
   * a copy of one that is called in another.
   */
  prepare?(context: EmitContext, always: boolean): readonly string[];
  /** Expressions of the outputs that are used. */
  forward(context: EmitContext): Readonly<Record<string, Output>>;
}
