/**
 * Operands of an operation do not fit. Thrown by shape rules and caught at the node being traced, where it becomes a
 * `SHAPE_MISMATCH` diagnostic: a node's forward function stays free of error plumbing.
 */
export class ShapeError extends Error {
  override name = 'ShapeError';
}
