import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program, Wire } from '../ir/program.ts';

/** How gradient meets a wire: flows back through it, is cut on it, or there is none to flow. */
export type GradientFlow = 'gradient' | 'cut' | 'forward';

export type WeightsFate = 'trained' | 'tied' | 'ema' | 'snapshot' | 'frozen' | 'unreachable';

/** What is known of a drawing after compilation. With errors there is no program, but all that could be inferred is there. */
export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  /** By edge id; wires whose shapes could not be inferred are missing. */
  readonly wires: ReadonlyMap<string, Wire>;
  readonly gradient: {
    readonly edges: ReadonlyMap<string, GradientFlow>;
    /** By id of each node with weights. */
    readonly weights: ReadonlyMap<string, WeightsFate>;
  };
  /** Number of trainable numbers, by node. */
  readonly parameters: ReadonlyMap<string, number>;
  readonly program: Program | null;
  /**
   * Where the drawing has composite or bypassed nodes: the wires on the canvas that each wire of the program runs along.
   * Wires of the program are missing that are inside a composite node.
   */
  readonly drawn?: ReadonlyMap<string, readonly string[]>;
}
