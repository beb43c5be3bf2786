import type { PortKind } from '../../src/spec/index.ts';

/** Kinds whose last axis is a vector: what can be normalised or stopped. */
export const VECTOR_KINDS = [
  'embedding',
  'logits',
  'distribution',
  'tokens',
  'features',
  'matrix',
] as const satisfies readonly PortKind[];

/** Kinds of float tensors: what arithmetic works on. */
export const TENSOR_KINDS = [...VECTOR_KINDS, 'images'] as const satisfies readonly PortKind[];
