/**
 * Mean and standard deviation of every channel over the images of `indices`, of pixels scaled to [0, 1] and rounded to
 * four digits. `images` is N×H×W×C, 0 … 255; every image of the set has the same number of bytes.
 */
export function channelStatistics(
  images: Uint8Array,
  indices: ArrayLike<number>,
  channels: number,
  imageBytes: number,
): { mean: number[]; std: number[] } {
  const sum = new Array<number>(channels).fill(0);
  const squares = new Array<number>(channels).fill(0);
  for (let k = 0; k < indices.length; k++) {
    const start = indices[k]! * imageBytes;
    for (let i = 0; i < imageBytes; i++) {
      const value = images[start + i]!;
      sum[i % channels]! += value;
      squares[i % channels]! += value * value;
    }
  }
  // sums of integers: exact in float64, so the result does not depend on the order
  const pixels = (indices.length * imageBytes) / channels;
  const round = (x: number): number => Math.round(x * 1e4) / 1e4;
  return {
    mean: sum.map((s) => round(s / pixels / 255)),
    std: sum.map((s, c) => round(Math.sqrt(squares[c]! / pixels - (s / pixels) ** 2) / 255)),
  };
}
