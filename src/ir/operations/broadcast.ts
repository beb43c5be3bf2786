import { ShapeError } from '../shape-error.ts';
import { formatShape, sameShape } from '../value.ts';

/** The shape two operands broadcast to, by NumPy's rule. Throws `ShapeError` where they do not. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): readonly number[] {
  // nearly all operands have equal shapes, or one of them is a number
  if (b.length === 0 || sameShape(a, b)) return a;
  if (a.length === 0) return b;
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[a.length - rank + i] ?? 1;
    const n = b[b.length - rank + i] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(`${formatShape(a)} and ${formatShape(b)} cannot be combined element by element`);
    }
    return m === 1 ? n : m;
  });
}

/** The axes of `to` over which a tensor of shape `from` was repeated: those a gradient is summed over. */
export function broadcastAxes(from: readonly number[], to: readonly number[]): number[] {
  if (sameShape(from, to)) return [];
  const lead = to.length - from.length;
  return to.flatMap((n, axis) => (axis < lead || (from[axis - lead] === 1 && n !== 1) ? [axis] : []));
}
