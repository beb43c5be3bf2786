import type { DatasetView } from '../../../workers/protocol.ts';
import { csv } from '../../base/csv.ts';
import { escapeXml } from '../../base/escape-xml.ts';
import { frameOf } from './map-picture.ts';

/** A map as it is shown. */
export interface ShownMap {
  readonly title: string;
  readonly detail: string;
  /** N×2 */
  readonly points: Float32Array;
}

const SIDE = 480;
const HEAD = 28;

/** The coordinates of every image in each map with its labels, one row an image. */
export function mapCsv(maps: readonly ShownMap[], { count, labels }: DatasetView): string {
  const head = [
    'image',
    ...maps.flatMap(({ title }) => [`${title} x`, `${title} y`]),
    ...Object.keys(labels),
  ];
  const rows = Array.from({ length: count }, (_, i) => [
    i,
    ...maps.flatMap(({ points }) => [points[2 * i]!, points[2 * i + 1]!]),
    ...Object.values(labels).map(({ names, values }) => names[values[i]!]!),
  ]);
  return csv([head, ...rows]);
}

/** The maps side by side, as a picture that scales. */
export function mapSvg(
  maps: readonly ShownMap[],
  colourOf: (image: number) => string,
  { ink, surface }: { readonly ink: string; readonly surface: string },
): string {
  const parts = maps.map(({ title, detail, points }, k) => {
    const frame = frameOf(points, SIDE, SIDE);
    const groups = new Map<string, string[]>();
    for (let i = 0; i < points.length / 2; i++) {
      const [x, y] = [frame.x(points[2 * i]!).toFixed(1), frame.y(points[2 * i + 1]!).toFixed(1)];
      const colour = colourOf(i);
      groups.set(colour, [...(groups.get(colour) ?? []), `M${x} ${y}h0`]);
    }
    const dots = [...groups].map(([colour, moves]) => `<path stroke="${colour}" d="${moves.join('')}"/>`);
    return [
      `<g transform="translate(${k * SIDE} 0)">`,
      `<text x="10" y="18" font-weight="600">${escapeXml(title)}<tspan dx="8" font-weight="400">${escapeXml(detail)}</tspan></text>`,
      `<g transform="translate(0 ${HEAD})" fill="none" stroke-width="3.4" stroke-linecap="round" stroke-opacity="0.75">`,
      ...dots,
      '</g></g>',
    ].join('');
  });
  const [width, height] = [SIDE * maps.length, SIDE + HEAD];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="${ink}">`,
    `<rect width="${width}" height="${height}" fill="${surface}"/>`,
    ...parts,
    '</svg>\n',
  ].join('');
}
