import { assert } from '../../src/base/assert.ts';
import type { HostTensor, SampleImages } from '../protocol.ts';

/** N×H×W×C with one or three channels in [0, 1] as opaque RGBA; values beyond are cut off. */
export function toPixels({ shape, data }: HostTensor): SampleImages {
  const [count, height, width, channels] = shape as [number, number, number, number];
  assert(shape.length === 4 && (channels === 1 || channels === 3), `images of ${channels} channels`);
  const pixels = new Uint8ClampedArray(count * height * width * 4);
  for (let pixel = 0, from = 0; from < data.length; pixel += 4, from += channels) {
    // rounded and cut off by the array itself
    pixels[pixel] = data[from]! * 255;
    pixels[pixel + 1] = data[channels === 1 ? from : from + 1]! * 255;
    pixels[pixel + 2] = data[channels === 1 ? from : from + 2]! * 255;
    pixels[pixel + 3] = 255;
  }
  return { count, height, width, pixels };
}
