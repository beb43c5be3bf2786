/**
 * Points (N×2, centred) turned or mirrored about the origin so that each lies as near as may be to where it was (orthogonal
 * Procrustes, Schönemann 1966): principal axes may change places and signs from one step to the next, and would make everything jump.
 */
export function alignedTo(before: Float32Array, points: Float32Array): Float32Array {
  if (before.length !== points.length) return points;
  // M = Σ before·pointsᵀ, a 2×2 matrix
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    xx += before[i]! * points[i]!;
    xy += before[i]! * points[i + 1]!;
    yx += before[i + 1]! * points[i]!;
    yy += before[i + 1]! * points[i + 1]!;
  }
  const turned = { cos: xx + yy, sin: yx - xy };
  const mirrored = { cos: xx - yy, sin: yx + xy };
  const turn = Math.hypot(turned.cos, turned.sin);
  const mirror = Math.hypot(mirrored.cos, mirrored.sin);
  if (!(Math.max(turn, mirror) > 0)) return points;
  const sign = turn >= mirror ? 1 : -1;
  const [cos, sin] =
    sign === 1 ? [turned.cos / turn, turned.sin / turn] : [mirrored.cos / mirror, mirrored.sin / mirror];
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i]!, sign * points[i + 1]!];
    out[i] = cos * x - sin * y;
    out[i + 1] = sin * x + cos * y;
  }
  return out;
}
