import type { Overrides } from './overrides.ts';
import type { Pass } from './passes.ts';
import type { wireGradients } from './wire-gradients.ts';

export interface CompileOptions {
  /** Id of the preset laid over the drawing. */
  readonly preset?: string;
  /** Id of the stage; the first one where none is given. */
  readonly stage?: string;
  readonly overrides?: Overrides;
  /** Length of the run instead of the document's. */
  readonly steps?: number;
  /** Passes to leave out. */
  readonly without?: readonly Pass[];
  /** Finds the gradient of each wire; the program keeps it, and the values of all wires. */
  readonly dissect?: typeof wireGradients | undefined;
}
