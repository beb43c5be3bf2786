import type { ValueId } from '../../ir/value.ts';

/** The numbers of weights and running statistics in row-major order, by id. */
export type ParameterValues = ReadonlyMap<ValueId, Float32Array>;
