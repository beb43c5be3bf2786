/** Weights of red, green and blue in a grey value, as torchvision has them (ITU-R 601-2). */
export const GRAY = [0.2989, 0.587, 0.114] as const;

/** Which adjustment a number of `order` means. */
export const ADJUSTMENTS = { brightness: 0, contrast: 1, saturation: 2, hue: 3 } as const;

const clip = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);

/**
 * torchvision's ColorJitter on plain numbers: `pixels` (B×H×W×3 in [0, 1]) are changed in place. `factors` and `order` are
 * B×4; `pixelsPerImage` is H·W.
 */
export function colorJitterInPlace(
  pixels: Float32Array,
  factors: ArrayLike<number>,
  order: ArrayLike<number>,
  pixelsPerImage: number,
): void {
  const length = pixelsPerImage * 3;
  for (let image = 0; image * length < pixels.length; image++) {
    const from = image * length;
    const to = from + length;
    for (let position = 0; position < 4; position++) {
      const adjustment = order[image * 4 + position]!;
      const factor = factors[image * 4 + adjustment]!;
      if (adjustment === ADJUSTMENTS.brightness) brighten(pixels, from, to, factor);
      else if (adjustment === ADJUSTMENTS.contrast) contrast(pixels, from, to, factor);
      else if (adjustment === ADJUSTMENTS.saturation) saturate(pixels, from, to, factor);
      else shiftHue(pixels, from, to, factor);
    }
  }
}

function brighten(pixels: Float32Array, from: number, to: number, factor: number): void {
  if (factor === 1) return;
  for (let i = from; i < to; i++) pixels[i] = clip(factor * pixels[i]!);
}

function contrast(pixels: Float32Array, from: number, to: number, factor: number): void {
  if (factor === 1) return;
  let total = 0;
  for (let i = from; i < to; i += 3) {
    total += GRAY[0] * pixels[i]! + GRAY[1] * pixels[i + 1]! + GRAY[2] * pixels[i + 2]!;
  }
  const rest = ((1 - factor) * total) / ((to - from) / 3);
  for (let i = from; i < to; i++) pixels[i] = clip(factor * pixels[i]! + rest);
}

function saturate(pixels: Float32Array, from: number, to: number, factor: number): void {
  if (factor === 1) return;
  for (let i = from; i < to; i += 3) {
    const r = pixels[i]!;
    const g = pixels[i + 1]!;
    const b = pixels[i + 2]!;
    const rest = (1 - factor) * (GRAY[0] * r + GRAY[1] * g + GRAY[2] * b);
    pixels[i] = clip(factor * r + rest);
    pixels[i + 1] = clip(factor * g + rest);
    pixels[i + 2] = clip(factor * b + rest);
  }
}

/** Hue in sixths of a turn moved by `shift` turns, at equal saturation and value (HSV). */
function shiftHue(pixels: Float32Array, from: number, to: number, shift: number): void {
  if (shift === 0) return;
  for (let i = from; i < to; i += 3) {
    const r = pixels[i]!;
    const g = pixels[i + 1]!;
    const b = pixels[i + 2]!;
    const value = r > g ? (r > b ? r : b) : g > b ? g : b;
    const lowest = r < g ? (r < b ? r : b) : g < b ? g : b;
    const chroma = value - lowest;
    if (chroma === 0) continue; // grey has no hue
    let hue = value === r ? (g - b) / chroma : value === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    hue += shift * 6;
    hue -= Math.floor(hue / 6) * 6;
    pixels[i] = fromHue(hue, 5, value, chroma);
    pixels[i + 1] = fromHue(hue, 3, value, chroma);
    pixels[i + 2] = fromHue(hue, 1, value, chroma);
  }
}

/** One channel of a colour: `offset` is 5 for red, 3 for green and 1 for blue. */
function fromHue(hue: number, offset: number, value: number, chroma: number): number {
  let k = hue + offset;
  if (k >= 6) k -= 6;
  const ramp = k < 4 - k ? k : 4 - k;
  return value - chroma * (ramp < 0 ? 0 : ramp > 1 ? 1 : ramp);
}
