/** Where two cubic pieces meet, their slope: −0.75 is what PyTorch takes (Keys 1981 derives −0.5). */
const SLOPE = -0.75;

/** Keys' cubic convolution kernel (Keys 1981, eq. 4 with a free slope a) at distance `x`. */
function cubic(x: number): number {
  const d = Math.abs(x);
  if (d <= 1) return ((SLOPE + 2) * d - (SLOPE + 3)) * d * d + 1;
  if (d < 2) return SLOPE * (((d - 5) * d + 8) * d - 4);
  return 0;
}

/**
 * Weights, `to` × `from`, that resample `from` values to `to` by cubic convolution: as torch.nn.functional.interpolate with
 * mode bicubic, align_corners false, in one direction. Sampling points lie at the middles of `to` equal cells; values
 * beyond the border are those at the border. Rows sum to 1.
 */
export function resampleWeights(from: number, to: number): number[][] {
  return Array.from({ length: to }, (_, i) => {
    const position = ((i + 0.5) * from) / to - 0.5;
    const left = Math.floor(position);
    const row = new Array<number>(from).fill(0);
    for (let tap = left - 1; tap <= left + 2; tap++) {
      const inside = Math.min(Math.max(tap, 0), from - 1);
      row[inside]! += cubic(position - tap);
    }
    return row;
  });
}
