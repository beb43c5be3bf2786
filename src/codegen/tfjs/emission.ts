import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { Snippet } from '../snippet.ts';

/** A signal as the exported loss has it: shapes are those of the canvas. */
export interface Value {
  /** An expression, mostly a variable's name. */
  readonly text: string;
  readonly views: number;
  readonly shape: readonly number[];
  /** float32 where nothing is said. */
  readonly dtype?: 'float32' | 'int32';
}

/** The module of a node that holds weights or a state. */
export interface ModulePart {
  /** The expression that makes it. */
  readonly text: string;
  /** Paths of its variables, by the tensors' names on the canvas without the node's. */
  readonly slots: ReadonlyMap<string, string>;
}

/** What the code of one node may use. */
export interface EmitContext {
  readonly node: ResolvedNode;
  readonly params: Readonly<Record<string, unknown>>;
  readonly batchSize: number;
  /** Size of the dataset's images, where the drawing has data. */
  readonly imageSize: { readonly height: number; readonly width: number } | undefined;
  /** Images of the whole dataset. */
  readonly datasetCount: number;
  /** Where the node's module is: `this.encoder`. */
  readonly module: string;
  /** What the third argument of `apply` is besides the default: `, false` where plain images are embedded. */
  readonly evaluating: boolean;
  input(port: string): Value;
  optional(port: string): Value | undefined;
  all(port: string): readonly Value[];
  /** The output's signal as it was inferred. */
  output(port: string): { readonly views: number; readonly shape: readonly number[] };
  isUsed(port: string): boolean;
  /** The name of a definition, which the file will then have. */
  use(snippet: Snippet): string;
  /** A statement before the node's own. */
  write(line: string): void;
  /** A statement at the end of the loss: what changes state. */
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
  /** A name is enough: no variable is needed. */
  readonly bare?: boolean;
}

/** How a node type is written with tfjs. */
export interface Emitter {
  /** The node's own module, where it has weights or a state. Called with the inputs it is first used with. */
  module?(context: EmitContext): ModulePart;
  /** Whether params ask for the module; where nothing is said they do. */
  hasModule?(params: EmitContext['params']): boolean;
  /**
   * Statements in the constructor for a node that is called in a way of its own. `always`: also where that is the usual way, because the
   * module is a copy of one that is called in another.
   */
  prepare?(context: EmitContext, always: boolean): readonly string[];
  /** Expressions of the outputs that are used. */
  forward(context: EmitContext): Readonly<Record<string, Output>>;
}
