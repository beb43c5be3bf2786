import { csv } from '../../../base/csv.ts';
import { escapeXml } from '../../../base/escape-xml.ts';
import type { TimedPicture } from '../../../runtime/run-state.ts';
import { heatPixels, type HeatColours } from '../../ui/heat-pixels.ts';
import { pictureName } from './picture-name.ts';
import { meanCosines } from './mean-cosines.ts';

const SIDE = 240;
const GAP = 16;
const HEAD = 26;
const FOOT = 22;
const LEGEND = { width: 10, room: 44 };

export interface SimilarityStyle {
  readonly heat: HeatColours;
  readonly ink: string;
  readonly surface: string;
}

/** The cosines of every pair, a row for each image's first view. */
export function similarityCsv({ side, similarity }: TimedPicture): string {
  const head = ['first view', ...Array.from({ length: side }, (_, j) => `second view ${j + 1}`)];
  const rows = Array.from({ length: side }, (_, i) => [
    i + 1,
    ...similarity.subarray(i * side, (i + 1) * side),
  ]);
  return csv([head, ...rows]);
}

/** Matrices of cosines side by side as a drawing of its own, with what their colours mean. */
export function similaritySvg(
  title: string,
  pictures: readonly TimedPicture[],
  { heat, ink, surface }: SimilarityStyle,
): string {
  const matrices = pictures.map((picture, k) => {
    const { same, other } = meanCosines(picture);
    const words = `${pictureName(picture)}: on ${cosine(same)}, off ${cosine(other)}`;
    const x = GAP + k * (SIDE + GAP);
    return `<g transform="translate(${x} ${HEAD})">${cells(picture, heat)}<text y="${SIDE + 15}">${escapeXml(words)}</text></g>`;
  });
  const at = GAP + pictures.length * (SIDE + GAP);
  const scale = heatPixels(
    Array.from({ length: 21 }, (_, i) => 1 - i / 10),
    1,
    heat,
  );
  const step = SIDE / 21;
  const legend = Array.from({ length: 21 }, (_, i) => {
    return `<rect x="${at}" y="${HEAD + i * step}" width="${LEGEND.width}" height="${step + 0.2}" fill="${colourAt(scale, i)}"/>`;
  });
  const marks = [1, 0, -1].map((value) => {
    const y = HEAD + ((1 - value) / 2) * (SIDE - 8) + 8;
    return `<text x="${at + LEGEND.width + 4}" y="${y}">${cosine(value)}</text>`;
  });
  const [width, height] = [at + LEGEND.room, HEAD + SIDE + FOOT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="10" fill="${escapeXml(ink)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${escapeXml(surface)}"/>`,
    `<text x="${GAP}" y="17" font-size="12" font-weight="600">${escapeXml(title)}</text>`,
    ...matrices,
    ...legend,
    ...marks,
    '</svg>\n',
  ].join('\n');
}

/** A square for each pair; neighbours of one colour in a row are one. */
function cells({ side, similarity }: TimedPicture, heat: HeatColours): string {
  const pixels = heatPixels(similarity, 1, heat);
  const unit = SIDE / side;
  const parts: string[] = [];
  for (let row = 0; row < side; row++) {
    for (let from = 0; from < side;) {
      const colour = colourAt(pixels, row * side + from);
      let to = from + 1;
      while (to < side && colourAt(pixels, row * side + to) === colour) to += 1;
      const [x, y] = [(from * unit).toFixed(2), (row * unit).toFixed(2)];
      parts.push(
        `<rect x="${x}" y="${y}" width="${((to - from) * unit).toFixed(2)}" height="${unit.toFixed(2)}" fill="${colour}"/>`,
      );
      from = to;
    }
  }
  return `<g shape-rendering="crispEdges">${parts.join('')}</g>`;
}

function colourAt(pixels: Uint8ClampedArray, index: number): string {
  const hex = [0, 1, 2].map((c) => pixels[4 * index + c]!.toString(16).padStart(2, '0'));
  return `#${hex.join('')}`;
}

/** A cosine as it is written beside a matrix. */
export function cosine(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(2).replace('-', '−');
}
