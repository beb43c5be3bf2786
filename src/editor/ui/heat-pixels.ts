/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export interface HeatColours {
  readonly zero: Rgb;
  readonly positive: Rgb;
  readonly negative: Rgb;
  /** What is not finite. */
  readonly missing: Rgb;
}

/** The largest size among the finite numbers: what stands at the ends of the scale. 0 where there is none. */
export function heatScale(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (Number.isFinite(size) && size > largest) largest = size;
  }
  return largest;
}

/** Each number as an opaque RGBA pixel, between the colours of 0 and of ±`scale`; by its sign, so that 0 is always one colour. */
export function heatPixels(
  values: ArrayLike<number>,
  scale: number,
  colours: HeatColours,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    const end = x < 0 ? colours.negative : colours.positive;
    const share = scale > 0 ? Math.min(1, Math.abs(x) / scale) : 0;
    for (let c = 0; c < 3; c++) {
      const zero = colours.zero[c]!;
      pixels[4 * i + c] = Number.isFinite(x) ? zero + (end[c]! - zero) * share : colours.missing[c]!;
    }
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** A colour as a canvas writes it, `#3d4fc4`. */
export function parseHex(colour: string): Rgb {
  const number = Number.parseInt(colour.trim().slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}
