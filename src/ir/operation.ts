import type { OperationAttributes, OperationName } from './operations/attributes.ts';
import type { ValueId, ValueType } from './value.ts';

/** The phases of a training step, in their order. */
export const PHASES = ['views', 'forward', 'loss', 'backward', 'optimiser', 'commit', 'measure'] as const;
export type Phase = (typeof PHASES)[number];

export type Operation = {
  readonly [N in OperationName]: {
    readonly name: N;
    readonly inputs: readonly ValueId[];
    readonly outputs: readonly ValueId[];
    readonly attributes: OperationAttributes[N];
    /** Types of the outputs. */
    readonly types: readonly ValueType[];
    /** The node this operation comes from. */
    readonly origin: string;
    /** Further nodes whose calls this one operation does as well, rows behind rows. */
    readonly alsoFor?: readonly string[];
    readonly phase: Phase;
  };
}[OperationName];
