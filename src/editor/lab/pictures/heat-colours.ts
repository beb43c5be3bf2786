type Colour = readonly [red: number, green: number, blue: number];

/** Ends of the scale, the same in both themes: blue for −1 and orange for 1, which colour-blind eyes tell apart. */
const LOW: Colour = [0, 114, 178];
const HIGH: Colour = [213, 94, 0];

/** Opaque pixels for cosines in [−1, 1]: from blue over the colour of `zero` to orange. */
export function heatPixels(values: Float32Array, zero: Colour): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, i) => {
    const end = value < 0 ? LOW : HIGH;
    const share = Math.min(1, Math.abs(value));
    for (let channel = 0; channel < 3; channel++) {
      pixels[4 * i + channel] = zero[channel]! + (end[channel]! - zero[channel]!) * share;
    }
    pixels[4 * i + 3] = 255;
  });
  return pixels;
}
