/** Images one after another: of one channel (grey), three, or four, the last of which is not looked at. */
export interface PixelSource {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** N×H×W×C, 0 … 255. */
  readonly images: Uint8Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>;
}

/** One of the images as opaque RGBA. */
export function pixelsOf(
  { images, width, height, channels }: PixelSource,
  index: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  const begin = index * width * height * channels;
  for (let i = 0; i < width * height; i++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[4 * i + channel] = images[begin + i * channels + Math.min(channel, channels - 1)]!;
    }
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
