import { randomStream } from '../../src/base/random-stream.ts';
import { DATASETS } from '../../src/ir/datasets.ts';
import type { Dataset, LabelColumn } from './dataset.ts';
import { polygonDistance, SHAPE_POLYGONS } from './shape-polygons.ts';

const { height: H, width: W, count: COUNT } = DATASETS.factors;

const SHAPES = Object.keys(SHAPE_POLYGONS);
const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [224, 36, 36],
  orange: [245, 137, 20],
  yellow: [235, 210, 20],
  green: [40, 165, 60],
  cyan: [20, 180, 200],
  blue: [35, 75, 220],
  violet: [130, 50, 200],
  pink: [240, 90, 170],
};
/** Centre of the shape from the image's centre, in pixels. */
const OFFSETS = [-6, -3, 0, 3, 6];
/** Radius of the circle around the shape, in pixels: steps of a factor 1.28. */
const RADII = [4.5, 5.8, 7.4, 9.5];
/** In degrees; five equal steps of a quarter turn. */
const ROTATIONS = [0, 18, 36, 54, 72];
/** Grey level of every pixel, H×W, 0 … 255. */
const ground = (grey: (row: number, column: number) => number): Uint8Array =>
  Uint8Array.from({ length: H * W }, (_, i) => grey(Math.floor(i / W), i % W));
const BACKGROUNDS: Readonly<Record<string, Uint8Array>> = {
  light: ground(() => 225),
  dark: ground(() => 45),
  gradient: ground((row) => 45 + Math.round((180 * row) / (H - 1))),
  'horizontal stripes': ground((row) => (row % 8 < 4 ? 90 : 165)),
  'vertical stripes': ground((_, column) => (column % 8 < 4 ? 90 : 165)),
  checks: ground((row, column) => (row % 8 < 4 === column % 8 < 4 ? 90 : 165)),
};

const FACTORS = {
  shape: SHAPES,
  colour: Object.keys(COLOURS),
  x: OFFSETS.map(String),
  y: OFFSETS.map(String),
  scale: RADII.map((radius) => `${radius} px`),
  rotation: ROTATIONS.map((degrees) => `${degrees}°`),
  background: Object.keys(BACKGROUNDS),
} as const;
type Factor = keyof typeof FACTORS;
const NAMES = Object.keys(FACTORS) as Factor[];

/** Share of every pixel that the centred shape covers (2H×2W, so that any offset is a window of it). */
function coverage(shape: number, scale: number, rotation: number): Float32Array {
  const polygon = SHAPE_POLYGONS[SHAPES[shape]!]!;
  const radius = RADII[scale]!;
  const angle = (ROTATIONS[rotation]! * Math.PI) / 180;
  const cos = Math.cos(angle) / radius;
  const sin = Math.sin(angle) / radius;
  const mask = new Float32Array(4 * H * W);
  for (let row = 0; row < 2 * H; row++) {
    for (let column = 0; column < 2 * W; column++) {
      const x = column + 0.5 - W;
      const y = row + 0.5 - H;
      // far from the shape nothing is covered
      if (x * x + y * y > (radius + 1) ** 2) continue;
      const distance = radius * polygonDistance(polygon, cos * x + sin * y, cos * y - sin * x);
      mask[row * 2 * W + column] = Math.min(1, Math.max(0, 0.5 - distance));
    }
  }
  return mask;
}

type Classes = Readonly<Record<Factor, number>>;

function draw(classes: Classes, mask: Float32Array, out: Uint8Array, offset: number): void {
  const background = BACKGROUNDS[FACTORS.background[classes.background]!]!;
  const colour = COLOURS[FACTORS.colour[classes.colour]!]!;
  const left = W / 2 - OFFSETS[classes.x]!;
  const top = H / 2 - OFFSETS[classes.y]!;
  for (let row = 0; row < H; row++) {
    for (let column = 0; column < W; column++) {
      const covered = mask[(row + top) * 2 * W + column + left]!;
      const grey = background[row * W + column]!;
      const to = offset + (row * W + column) * 3;
      if (covered === 0) {
        out[to] = out[to + 1] = out[to + 2] = grey;
        continue;
      }
      for (let channel = 0; channel < 3; channel++) {
        out[to + channel] = Math.round(grey + (colour[channel]! - grey) * covered);
      }
    }
  }
}

/** The classes of the `index`-th of all combinations, the last factor running fastest. */
function combination(index: number): Classes {
  const classes: Partial<Record<Factor, number>> = {};
  let rest = index;
  for (const name of NAMES.toReversed()) {
    classes[name] = rest % FACTORS[name].length;
    rest = Math.floor(rest / FACTORS[name].length);
  }
  return classes as Classes;
}

/**
 * Images of one coloured shape whose factors are all known, in the spirit of dSprites and 3D Shapes: a sample without
 * replacement of the 144,000 combinations, so no two images are alike and every class is near equally frequent. Drawn
 * with antialiasing: a pixel's cover is 0.5 − its signed distance to the outline, clamped to [0, 1]. Every fifth image
 * is held out. The images are a function of the seed alone.
 */
export function generateFactors(seed = 0): Dataset {
  const combinations = NAMES.reduce((product, name) => product * FACTORS[name].length, 1);
  const chosen = randomStream(seed, 'data.factors').permutation(0, combinations).subarray(0, COUNT);

  const images = new Uint8Array(COUNT * H * W * 3);
  const labels = Object.fromEntries(
    NAMES.map((name) => [name, { names: FACTORS[name], values: new Int32Array(COUNT) }]),
  ) satisfies Record<string, LabelColumn>;
  const masks = new Map<string, Float32Array>();
  for (let i = 0; i < COUNT; i++) {
    const classes = combination(chosen[i]!);
    for (const name of NAMES) labels[name]!.values[i] = classes[name];
    const { shape, scale, rotation } = classes;
    const key = `${shape} ${scale} ${rotation}`;
    const mask = masks.get(key) ?? coverage(shape, scale, rotation);
    masks.set(key, mask);
    draw(classes, mask, images, i * H * W * 3);
  }

  const all = Int32Array.from({ length: COUNT }, (_, i) => i);
  const train = all.filter((i) => i % 5 !== 4);
  const heldOut = all.filter((i) => i % 5 === 4);
  return { info: DATASETS.factors, images, labels, train, heldOut };
}
