import { snippet } from '../../snippet.ts';

export const between = snippet(
  'between',
  [],
  `
/** A random number between two. */
const between = (low, high) => low + (high - low) * Math.random();
`,
);

export const resize = snippet(
  'resize',
  [],
  `
/** A box of an image in another size: bilinear, pixels at their middles, nothing seen outside of the box. */
function resize(image, [top, left, boxHeight, boxWidth], height, width) {
  const { channels } = image;
  const data = new Float32Array(height * width * channels);
  const place = (i, from, to) => Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
  for (let row = 0; row < height; row++) {
    const y = top + place(row, boxHeight, height);
    const [above, below] = [Math.floor(y), Math.ceil(y)];
    for (let column = 0; column < width; column++) {
      const x = left + place(column, boxWidth, width);
      const [before, after] = [Math.floor(x), Math.ceil(x)];
      for (let c = 0; c < channels; c++) {
        const pixel = (r, k) => image.data[(r * image.width + k) * channels + c];
        const upper = pixel(above, before) + (pixel(above, after) - pixel(above, before)) * (x - before);
        const lower = pixel(below, before) + (pixel(below, after) - pixel(below, before)) * (x - before);
        data[(row * width + column) * channels + c] = upper + (lower - upper) * (y - above);
      }
    }
  }
  return { data, height, width, channels };
}
`,
);

export const randomResizedCrop = snippet(
  'randomResizedCrop',
  [between, resize],
  `
/** A random box of a share of the image's area, its sides 3:4 to 4:3, resized (Szegedy et al. 2015, sec. 6). */
function randomResizedCrop(image, height, width, [least, most]) {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = image.height * image.width * between(least, most);
    const ratio = Math.exp(between(Math.log(3 / 4), Math.log(4 / 3)));
    const [w, h] = [Math.sqrt(area * ratio), Math.sqrt(area / ratio)].map(Math.round);
    if (w > 0 && w <= image.width && h > 0 && h <= image.height) {
      const top = Math.floor(Math.random() * (image.height - h + 1));
      const left = Math.floor(Math.random() * (image.width - w + 1));
      return resize(image, [top, left, h, w], height, width);
    }
  }
  const w = Math.min(image.width, Math.round((image.height * 4) / 3));
  const h = Math.min(image.height, Math.round((image.width * 4) / 3));
  const corner = [(image.height - h) / 2, (image.width - w) / 2].map(Math.floor);
  return resize(image, [...corner, h, w], height, width);
}
`,
);

export const flip = snippet(
  'flip',
  [],
  `
/** The image mirrored left to right. */
function flip({ data, height, width, channels }) {
  const mirrored = data.map((_, i) => {
    const [pixel, c] = [Math.floor(i / channels), i % channels];
    const column = pixel % width;
    return data[(pixel - column + width - 1 - column) * channels + c];
  });
  return { data: mirrored, height, width, channels };
}
`,
);

const luma = snippet(
  'luma',
  [],
  `
/** The grey value of the pixel that begins at \`i\` (ITU-R 601-2). */
const luma = (data, i) => 0.2989 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];
`,
);

export const grayscale = snippet(
  'grayscale',
  [luma],
  `
/** Every channel the pixel's grey value. */
const grayscale = (image) => ({ ...image, data: image.data.map((_, i) => luma(image.data, i - (i % 3))) });
`,
);

const clip = snippet(
  'clip',
  [],
  `
const clip = (x) => Math.min(Math.max(x, 0), 1);
`,
);

const shiftHue = snippet(
  'shiftHue',
  [],
  `
/** Moves the hue of all pixels by \`shift\` turns, at equal saturation and value (HSV). */
function shiftHue(data, shift) {
  for (let i = 0; i < data.length; i += 3) {
    const [r, g, b] = data.subarray(i, i + 3);
    const value = Math.max(r, g, b);
    const chroma = value - Math.min(r, g, b);
    if (chroma === 0) continue;
    const sixth = value === r ? (g - b) / chroma : value === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    [5, 3, 1].forEach((offset, channel) => {
      const k = (((sixth + shift * 6 + offset) % 6) + 6) % 6;
      data[i + channel] = value - chroma * clip(Math.min(k, 4 - k));
    });
  }
}
`,
);

export const colorJitter = snippet(
  'colorJitter',
  [between, clip, luma, shiftHue],
  `
/** Brightness, contrast, saturation and hue of an image changed in a random order (torchvision's ColorJitter). */
function colorJitter(image, { brightness, contrast, saturation, hue }) {
  const data = image.data.slice();
  const factor = (strength) => between(Math.max(0, 1 - strength), 1 + strength);
  const colour = image.channels === 3;
  const grey = (i) => (colour ? luma(data, i) : data[i]);
  const changes = [
    () => {
      const f = factor(brightness);
      data.forEach((x, i) => (data[i] = clip(f * x)));
    },
    () => {
      const f = factor(contrast);
      let total = 0;
      for (let i = 0; i < data.length; i += image.channels) total += grey(i);
      const rest = ((1 - f) * total * image.channels) / data.length;
      data.forEach((x, i) => (data[i] = clip(f * x + rest)));
    },
    () => {
      const f = factor(saturation);
      for (let i = 0; colour && i < data.length; i += 3) {
        const rest = (1 - f) * grey(i);
        for (let c = i; c < i + 3; c++) data[c] = clip(f * data[c] + rest);
      }
    },
    () => {
      if (colour) shiftHue(data, between(-hue, hue));
    },
  ];
  tf.util.shuffle(changes);
  for (const change of changes) change();
  return { ...image, data };
}
`,
);

export const blur = snippet(
  'gaussianBlur',
  [],
  `
/** Gaussian blur over a window of \`size\` pixels, the border mirrored (torchvision's gaussian_blur). */
function gaussianBlur(image, size, sigma) {
  const radius = (size - 1) / 2;
  const weights = Array.from({ length: size }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight);
  const along = (data, count, stride) =>
    data.map((_, i) => {
      const at = Math.floor(i / stride) % count;
      return weights.reduce((sum, weight, tap) => {
        const folded = Math.abs(at + tap - radius);
        const read = folded < count ? folded : 2 * (count - 1) - folded;
        return sum + (weight / total) * data[i + (read - at) * stride];
      }, 0);
    });
  const { height, width, channels } = image;
  const rows = along(image.data, width, channels);
  return { ...image, data: along(rows, height, width * channels) };
}
`,
);

export const solarize = snippet(
  'solarize',
  [],
  `
/** Inverts values from the threshold on. */
const solarize = (image, threshold) => ({
  ...image,
  data: image.data.map((x) => (x >= threshold ? 1 - x : x)),
});
`,
);

export const normalize = snippet(
  'normalize',
  [],
  `
/** Channels shifted and scaled by the mean and deviation of the dataset. */
const normalize = (image) => ({
  ...image,
  data: image.data.map((x, i) => (x - MEAN[i % image.channels]) / DEVIATION[i % image.channels]),
});
`,
);
