import { escapeXml } from '../../base/escape-xml.ts';
import { axisLabels } from './axis-labels.ts';
import { linearSplits, logSplits } from './axis-splits.ts';
import type { Chart } from './chart-list.ts';
import { curveColour, type ChartPalette } from './chart-palette.ts';
import { fitsLog, smoothed, type ChartView } from './chart-view.ts';
import type { Series } from '../../runtime/series.ts';
import { decimate, pointsOf, type Points } from './decimate.ts';
import { formatNumber } from './format-number.ts';
import { logRange, referenceLines, spanning, valueRange } from './reference-lines.ts';
import { runStyle } from './run-style.ts';

const HEAD = 24;
const ROW = 15;
const MARGIN = { left: 52, right: 14, bottom: 24 };

export interface SvgSize {
  readonly width: number;
  /** Of what is below the title and the names of the curves, in pixels. */
  readonly height: number;
}

/**
 * A chart as a drawing of its own, with its title, the names of its curves and a description for who cannot see it. Colours of
 * the palette may be CSS variables where the page around it has them.
 */
export function chartSvg(chart: Chart, view: ChartView, palette: ChartPalette, size: SvgSize): string {
  const { curves, title, until, format, marks, note } = chart;
  const names = legend(chart, palette, size.width);
  const top = HEAD + names.rows * ROW;
  const plot = {
    left: MARGIN.left,
    right: size.width - MARGIN.right,
    top,
    bottom: top + size.height - MARGIN.bottom,
  };
  const log = view.log && fitsLog(chart);
  const lines = referenceLines(chart);
  const thinned = (series: Series) =>
    decimate(view.smooth ? smoothed(series) : pointsOf(series), Math.max(100, 2 * (plot.right - plot.left)));
  const points = curves.map(({ series }) => thinned(series));
  const bands = curves.map(({ band }) => band && { low: thinned(band.low), high: thinned(band.high) });
  const [least, greatest] = extremes([
    ...points,
    ...bands.flatMap((band) => (band ? [band.low, band.high] : [])),
  ]);
  const [low, high] = (log ? logRange : valueRange)(...spanning([least, greatest], chart), lines);
  const share = log
    ? (value: number) => Math.log(value / low) / Math.log(high / low)
    : (value: number) => (value - low) / (high - low);
  const x = (step: number) => round(plot.left + ((plot.right - plot.left) * step) / Math.max(1, until));
  const y = (value: number) => round(plot.bottom - (plot.bottom - plot.top) * share(value));

  const rows = Math.max(2, Math.floor(size.height / 45));
  const values = (log ? logSplits : linearSplits)(low, high, rows);
  const steps = linearSplits(0, Math.max(1, until), Math.max(2, Math.floor(size.width / 80)));
  const labels = log ? values.map((value) => formatNumber(value, format)) : axisLabels(values, format);
  const parts = [
    ...values.flatMap((value, i) => [
      line(plot.left, y(value), plot.right, y(value), palette.grid),
      text(plot.left - 5, y(value) + 3.5, labels[i]!, palette.text, 'end'),
    ]),
    ...steps.flatMap((step) => [
      line(x(step), plot.top, x(step), plot.bottom, palette.grid),
      text(x(step), plot.bottom + 14, String(step), palette.text, 'middle'),
    ]),
    ...lines.map(({ value, label, curve }) => {
      const colour = curve === null ? palette.text : curveColour(palette, chart, curve);
      const at = y(value);
      const below = at - plot.top < 14;
      return (
        line(plot.left, at, plot.right, at, colour, '4 3') +
        text(plot.right - 2, at + (below ? 11 : -3), label, colour, 'end')
      );
    }),
    ...marks.map(
      ({ step, label }) =>
        line(x(step), plot.top, x(step), plot.bottom, palette.text) +
        text(x(step) + 3, plot.bottom - 4, label, palette.text, 'start'),
    ),
    ...bands.flatMap((band, i) => {
      if (!band) return [];
      const colour = escapeXml(curveColour(palette, chart, i));
      return [`<path d="${area(band.low, band.high, x, y, log)}" fill="${colour}" fill-opacity="0.2"/>`];
    }),
    ...points.map((curve, i) => {
      const { place } = curves[i]!;
      const dash = place === undefined ? '' : ` stroke-dasharray="${runStyle(place).dash.join(' ')}"`;
      const colour = escapeXml(curveColour(palette, chart, i));
      return `<path d="${path(curve, x, y, log)}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linejoin="round"${dash}/>`;
    }),
  ];
  const aside =
    note === undefined
      ? ''
      : `<tspan dx="10" font-size="10" font-weight="400" fill="${escapeXml(palette.text)}">${escapeXml(note)}</tspan>`;
  const height = plot.bottom + MARGIN.bottom;
  const font = escapeXml(palette.font.replace(/^[\d.]+px\s*/, ''));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" role="img" font-family="${font}" font-size="10">`,
    `<title>${escapeXml(title)}</title><desc>${escapeXml(describe(chart))}</desc>`,
    `<rect width="100%" height="100%" fill="${escapeXml(palette.surface)}"/>`,
    `<text x="10" y="16" font-size="12" font-weight="600" fill="${escapeXml(palette.ink)}">${escapeXml(title)}${aside}</text>`,
    names.svg,
    ...parts,
    '</svg>',
  ].join('\n');
}

/** The newest value of each curve, in words. */
function describe({ curves, format }: Chart): string {
  return curves
    .map(({ label, series }) => {
      const { x, y } = pointsOf(series);
      const last = x.length - 1;
      return last < 0
        ? `${label}: nothing`
        : `${label}: ${formatNumber(y[last]!, format)} at step ${x[last]}`;
    })
    .join('; ');
}

/** Names of curves with a piece of each, in as many rows as they need. */
function legend(chart: Chart, palette: ChartPalette, width: number): { svg: string; rows: number } {
  if (chart.curves.length < 2) return { svg: '', rows: 0 };
  let [at, row] = [10, 0];
  const svg = chart.curves.map(({ label, place }, i) => {
    // letters of this size are about 5.6 pixels wide
    const wide = 26 + label.length * 5.6 + 14;
    if (at > 10 && at + wide > width) [at, row] = [10, row + 1];
    const y = HEAD + row * ROW + 4;
    const colour = curveColour(palette, chart, i);
    const dash = place === undefined ? undefined : runStyle(place).dash.join(' ');
    const drawn =
      line(at, y, at + 22, y, colour, dash, 2) + text(at + 26, y + 3.5, label, palette.ink, 'start');
    at += wide;
    return drawn;
  });
  return { svg: svg.join('\n'), rows: row + 1 };
}

function extremes(curves: readonly Points[]): [number | null, number | null] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { y } of curves) {
    for (const value of y) {
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  return least > greatest ? [null, null] : [least, greatest];
}

/** Numbers that are not finite, and on a logarithmic axis those not above 0, leave a gap. */
function path(
  curve: Points,
  x: (step: number) => number,
  y: (value: number) => number,
  log: boolean,
): string {
  let drawing = false;
  let d = '';
  for (const [i, value] of curve.y.entries()) {
    const shown = Number.isFinite(value) && (!log || value > 0);
    if (shown) d += `${drawing ? 'L' : 'M'}${x(curve.x[i]!)} ${y(value)}`;
    drawing = shown;
  }
  return d;
}

/** What lies between two curves, whose values are finite. */
function area(
  low: Points,
  high: Points,
  x: (step: number) => number,
  y: (value: number) => number,
  log: boolean,
): string {
  const corners = (curve: Points) =>
    Array.from(curve.y, (value, i) => [curve.x[i]!, value] as const)
      .filter(([, value]) => !log || value > 0)
      .map(([step, value]) => `${x(step)} ${y(value)}`);
  const around = [...corners(low), ...corners(high).reverse()];
  return around.length > 0 ? `M${around.join('L')}Z` : '';
}

const round = (value: number): number => Math.round(value * 100) / 100;

function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour: string,
  dash?: string,
  width = 1,
): string {
  const dashed = dash === undefined ? '' : ` stroke-dasharray="${dash}"`;
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${escapeXml(colour)}" stroke-width="${width}"${dashed}/>`;
}

function text(
  x: number,
  y: number,
  words: string,
  colour: string,
  anchor: 'start' | 'middle' | 'end',
): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${escapeXml(colour)}">${escapeXml(words)}</text>`;
}
