import type { RandomStream } from '../../../src/base/random-stream.ts';

const ATTEMPTS = 10;
/** Two numbers an attempt, then the position: the same count for every image, whatever is accepted. */
const DRAWS = ATTEMPTS * 2 + 2;

interface ResizedCrop {
  /** Of the image, in pixels. */
  readonly height: number;
  readonly width: number;
  /** Share of the area. */
  readonly scale: readonly [number, number];
  /** Width over height. */
  readonly ratio: readonly [number, number];
}

/**
 * `count`×4 boxes (top, left, height, width) in whole pixels, as torchvision's RandomResizedCrop draws them: area share
 * uniform in `scale`, aspect ratio log-uniform in `ratio`; the first of ten attempts that fits is placed uniformly. If none
 * does, the largest central box whose ratio is allowed (Szegedy et al. 2015, section 6).
 */
export function sampleResizedCrop(
  stream: RandomStream,
  step: number,
  count: number,
  crop: ResizedCrop,
): Float32Array {
  const random = stream.uniforms(step, count * DRAWS);
  const boxes = new Float32Array(count * 4);
  for (let image = 0; image < count; image++) {
    boxes.set(drawBox(random.subarray(image * DRAWS, (image + 1) * DRAWS), crop), image * 4);
  }
  return boxes;
}

function drawBox(random: Float32Array, { height, width, scale, ratio }: ResizedCrop): number[] {
  const logRatio = [Math.log(ratio[0]), Math.log(ratio[1])] as const;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const area = height * width * between(scale, random[attempt * 2]!);
    const aspect = Math.exp(between(logRatio, random[attempt * 2 + 1]!));
    const w = roundHalfEven(Math.sqrt(area * aspect));
    const h = roundHalfEven(Math.sqrt(area / aspect));
    if (w > 0 && w <= width && h > 0 && h <= height) {
      const top = Math.floor(random[ATTEMPTS * 2]! * (height - h + 1));
      const left = Math.floor(random[ATTEMPTS * 2 + 1]! * (width - w + 1));
      return [top, left, h, w];
    }
  }
  return centralBox(height, width, ratio);
}

function centralBox(height: number, width: number, ratio: readonly [number, number]): number[] {
  const present = width / height;
  let w = width;
  let h = height;
  if (present < ratio[0]) h = Math.min(height, roundHalfEven(width / ratio[0]));
  else if (present > ratio[1]) w = Math.min(width, roundHalfEven(height * ratio[1]));
  return [Math.floor((height - h) / 2), Math.floor((width - w) / 2), h, w];
}

function between([low, high]: readonly [number, number], u: number): number {
  return low + (high - low) * u;
}

/** Python's `round`, which torchvision uses: a half goes to the even neighbour. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
