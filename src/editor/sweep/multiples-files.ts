import { escapeXml } from '../../base/escape-xml.ts';
import { chartCsv } from '../lab/chart-csv.ts';
import type { ChartPalette } from '../lab/chart-palette.ts';
import { chartSvg } from '../lab/chart-svg.ts';
import { PLAIN_VIEW } from '../lab/chart-view.ts';
import type { Multiples } from './sweep-charts.ts';

const CHART = { width: 320, height: 180 };
const HEAD = 26;
/** As many charts stand beside each other. */
const COLUMNS = 3;

/** All charts as one table: a column for each curve of each value. */
export function multiplesCsv({ charts }: Multiples): string {
  const [first] = charts;
  if (!first) return '';
  const curves = charts.flatMap(({ title, curves }) =>
    curves.map((curve) => ({ ...curve, label: `${title}: ${curve.label}` })),
  );
  return chartCsv({ ...first, curves });
}

/** All charts as one drawing, in rows, under the name of what was swept. */
export function multiplesSvg({ title, charts }: Multiples, swept: string, palette: ChartPalette): string {
  const drawn = charts.map((chart) => chartSvg(chart, PLAIN_VIEW, palette, CHART));
  const tall = Math.max(0, ...drawn.map(heightOf));
  const columns = Math.min(COLUMNS, Math.max(1, drawn.length));
  const [width, height] = [columns * CHART.width, HEAD + Math.ceil(drawn.length / columns) * tall];
  const placed = drawn.map((svg, i) => {
    const [x, y] = [(i % columns) * CHART.width, HEAD + Math.floor(i / columns) * tall];
    return svg.replace('<svg ', `<svg x="${x}" y="${y}" `);
  });
  const name = `${title}: ${swept}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif">`,
    `<title>${escapeXml(name)}</title>`,
    `<rect width="${width}" height="${height}" fill="${escapeXml(palette.surface)}"/>`,
    `<text x="10" y="18" font-size="13" font-weight="600" fill="${escapeXml(palette.ink)}">${escapeXml(name)}</text>`,
    ...placed,
    '</svg>\n',
  ].join('\n');
}

function heightOf(svg: string): number {
  return Number(/ height="([\d.]+)"/.exec(svg)?.[1] ?? 0);
}
