import type { ResolvedNode } from '../../compiler/resolved-graph.ts';
import type { Slot } from './emission.ts';
import type { Snippet } from '../snippet.ts';

/** A line of the code with the node it comes from. */
export interface Line {
  readonly text: string;
  readonly node: string;
}

/** A tensor that the forward pass is given. */
export interface ModelInput {
  readonly name: string;
  /** `node.port` of the canvas. */
  readonly signal: string;
  /** An augmentation pipeline, or what the data gives as it is. */
  readonly kind: 'views' | 'images' | 'labels' | 'index';
  readonly node: string;
  readonly views: number;
}

/** An optimiser, and the attributes of the modules that it alone trains. */
export interface PlannedOptimiser {
  readonly node: ResolvedNode;
  readonly attributes: readonly string[];
}

/** All that the model's code says, before it is laid out in a file. */
export interface ModelPlan {
  readonly inputs: readonly ModelInput[];
  readonly snippets: ReadonlySet<Snippet>;
  readonly init: readonly Line[];
  readonly forward: readonly Line[];
  /** Behind the forward pass, in training. */
  readonly commits: readonly Line[];
  readonly loss: string;
  /** The first optimiser's node. */
  readonly optimiser: ResolvedNode;
  /** All optimisers: no weight is trained by two, so the gradient of the sum of their losses is each one's own. */
  readonly optimisers: readonly PlannedOptimiser[];
  readonly usesStep: boolean;
  /** What moves before a step's forward pass, and after the optimiser. */
  readonly before: readonly Line[];
  readonly after: readonly Line[];
  /** Where each weight and state of the canvas is in the `state_dict`. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Keys of parameters that stay as they began for so many first steps. */
  readonly frozen: ReadonlyMap<string, number>;
  /** Attributes of predictors, whose learning rate may be their own. */
  readonly predictors: readonly string[];
  /** The embedding of plain `images` that is evaluated: the last line is an expression. */
  readonly embed: readonly Line[];
}
