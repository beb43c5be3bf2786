import type { HostTensor, Preview } from '../protocol.ts';
import { toPixels } from '../samples/to-pixels.ts';
import { shrink } from './shrink.ts';

/** Images in a preview, and pixels along a side of one. */
const IMAGES = 8;
const SIDE = 96;
/** Interpolation leaves pixels this far beyond [0, 1], which nobody sees. */
const TOLERANCE = 1e-3;

/** A few images of N×H×W×C with one or three channels, whose `views` views stand one after another on axis 0. */
export function imagePreview({ shape, data, dtype }: HostTensor, views: number): Preview {
  const [count, height, width, channels] = shape as [number, number, number, number];
  const batch = count / views;
  const shownViews = Math.min(views, IMAGES);
  const each = Math.min(batch, Math.max(1, Math.floor(IMAGES / shownViews)));
  const rows = Array.from({ length: each * shownViews }, (_, i) => {
    const [image, view] = [Math.floor(i / shownViews), i % shownViews];
    return view * batch + image;
  });
  const size = height * width * channels;
  const small = rows.map((row) =>
    shrinkImage(data.subarray(row * size, (row + 1) * size), height, width, channels),
  );
  const first = small[0]!;
  const joined = new Float32Array(first.pixels.length * rows.length);
  for (const [i, { pixels }] of small.entries()) joined.set(pixels, i * first.pixels.length);
  const range = stretch(joined);
  const images = toPixels({ shape: [rows.length, first.height, first.width, channels], dtype, data: joined });
  return { kind: 'images', images, rows, range };
}

/** Brings pixels that were normalised back to [0, 1], so that an eye can see them. */
function stretch(pixels: Float32Array): readonly [number, number] | null {
  let [min, max] = [Infinity, -Infinity];
  for (const x of pixels) {
    if (x < min) min = x;
    if (x > max) max = x;
  }
  if (!Number.isFinite(max - min) || (min >= -TOLERANCE && max <= 1 + TOLERANCE)) return null;
  const scale = max > min ? 1 / (max - min) : 0;
  for (let i = 0; i < pixels.length; i++) pixels[i] = (pixels[i]! - min) * scale;
  return [min, max];
}

function shrinkImage(image: HostTensor['data'], height: number, width: number, channels: number) {
  const scale = Math.min(1, SIDE / Math.max(height, width));
  const most = [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))] as const;
  const planes = Array.from({ length: channels }, (_, channel) =>
    shrink(
      Float32Array.from({ length: height * width }, (_, i) => image[i * channels + channel]!),
      [height, width],
      most,
    ),
  );
  const { rows, columns } = planes[0]!;
  const pixels = new Float32Array(rows * columns * channels);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = planes[i % channels]!.values[Math.floor(i / channels)]!;
  }
  return { height: rows, width: columns, pixels };
}
