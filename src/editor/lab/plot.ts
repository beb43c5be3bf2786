import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { alignCurves } from './align-curves.ts';
import { axisLabels } from './axis-labels.ts';
import type { Chart } from './chart-list.ts';
import { drawMarks } from './draw-marks.ts';
import { curveColour, readPalette, type ChartPalette } from './chart-palette.ts';
import { chartPicture } from './chart-picture.ts';
import { chartSvg } from './chart-svg.ts';
import { smoothed, type ChartView } from './chart-view.ts';
import { decimate, pointsOf } from './decimate.ts';
import { runStyle } from './run-style.ts';
import { stepCursor } from './step-cursor.ts';
import { logRange, referenceLines, spanning, valueRange, type ReferenceLine } from './reference-lines.ts';

/** A point under the pointer; nulls where a curve has none there. */
export interface PlotCursor {
  readonly step: number;
  readonly values: readonly (number | null)[];
}

export interface Plot {
  /** Shows the chart as it is now. Its curves must be the same in number as when it was made. */
  update(chart: Chart): void;
  resize(width: number, height: number): void;
  /** The chart as it is drawn, with its title. */
  picture(): Promise<Blob | null>;
  /** The same as a drawing of lines and letters. */
  svg(): string;
  /** Takes over the theme's colours. */
  recolour(): void;
  destroy(): void;
}

/** Pointers of all charts move together. */
const CURSORS = uPlot.sync('lab');
const DASH = [4, 3];
/** The edge of a band is not drawn itself. */
const EDGE: uPlot.Series = { width: 0, spanGaps: true, points: { show: false } };

/** Draws a chart into an element with uPlot, which is made once and only given new data afterwards. */
export function createPlot(
  element: HTMLElement,
  first: Chart,
  view: ChartView,
  onCursor: (cursor: PlotCursor | null) => void,
): Plot {
  let palette: ChartPalette = readPalette(element);
  let lines: readonly ReferenceLine[] = referenceLines(first);
  let { until, marks } = first;
  let shown = first;
  const { format } = first;
  const bands = bandsOf(first);
  const text = () => palette.text;
  const ticks = { stroke: () => palette.grid, width: 1, size: 4 };
  const axis = { stroke: text, font: palette.font, grid: { stroke: () => palette.grid, width: 1 }, ticks };

  const plot = new uPlot(
    {
      width: Math.max(1, element.clientWidth),
      height: Math.max(1, element.clientHeight),
      legend: { show: false },
      padding: [8, 14, 0, 0],
      cursor: { sync: { key: CURSORS.key, scales: ['x', null] }, y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: () => [0, until] },
        y: view.log
          ? {
              distr: 3,
              range: (_, least, greatest) => logRange(...spanning([least, greatest], shown), lines),
            }
          : { range: (_, least, greatest) => valueRange(...spanning([least, greatest], shown), lines) },
      },
      axes: [
        { ...axis, space: 48, size: 22, gap: 3 },
        {
          ...axis,
          space: 26,
          size: (_, labels) => 12 + 5.8 * Math.max(3, ...(labels ?? []).map((label) => label.length)),
          gap: 3,
          values: (_, splits) => axisLabels(splits, format),
        },
      ],
      series: [
        {},
        ...first.curves.map(({ place }, curve) => ({
          stroke: () => curveColour(palette, first, curve),
          width: 1.5,
          ...(place === undefined ? {} : { dash: [...runStyle(place).dash] }),
          spanGaps: true,
          points: {
            size: 4,
            fill: () => curveColour(palette, first, curve),
            // single measurements are seen as points, dense curves as lines
            show: (self: uPlot) => self.data[0].length <= 40 && place === undefined,
          },
        })),
        ...bands.flatMap(() => [EDGE, EDGE]),
      ],
      bands: bands.map(({ curve, low, high }) => ({
        series: [high, low],
        fill: () => `color-mix(in srgb, ${curveColour(palette, first, curve)} 20%, transparent)`,
      })),
      hooks: {
        draw: [(self) => drawLines(self, lines, palette, shown), (self) => drawMarks(self, marks, palette)],
        setCursor: [
          (self) => {
            const { idx: at, left = -1 } = self.cursor;
            stepCursor.setState({ step: left < 0 ? null : self.posToVal(left, 'x') });
            const step = at == null ? undefined : self.data[0][at];
            if (at == null || step === undefined) onCursor(null);
            else onCursor({ step, values: first.curves.map((_, c) => valueAt(self.data[c + 1]!, at)) });
          },
        ],
      },
    },
    columns(first, view, element.clientWidth),
    element,
  );

  return {
    update(chart) {
      lines = referenceLines(chart);
      ({ until, marks } = chart);
      shown = chart;
      plot.setData(columns(chart, view, plot.width));
    },
    resize: (width, height) => plot.setSize({ width, height }),
    recolour() {
      palette = readPalette(element);
      plot.redraw(false, true);
    },
    picture: () => chartPicture(plot.ctx.canvas, shown, palette),
    svg: () =>
      chartSvg(shown, view, palette, {
        width: Math.max(320, plot.width),
        height: Math.max(180, plot.height),
      }),
    destroy() {
      // with the pointer over it no one would say that it has left
      if ((plot.cursor.left ?? -1) >= 0) stepCursor.setState({ step: null });
      plot.destroy();
    },
  };
}

function columns({ curves }: Chart, { smooth }: ChartView, width: number): uPlot.AlignedData {
  // two points a pixel column: the least and the greatest
  const limit = Math.max(100, Math.round(width) * 2);
  const edges = curves.flatMap(({ band }) => (band ? [band.low, band.high] : []));
  return alignCurves(
    [...curves.map(({ series }) => series), ...edges].map((series) =>
      decimate(smooth ? smoothed(series) : pointsOf(series), limit),
    ),
  );
}

/** The columns of the edges of bands, which stand behind all curves. */
function bandsOf({ curves }: Chart): readonly { curve: number; low: number; high: number }[] {
  const banded = curves.flatMap(({ band }, curve) => (band ? [curve] : []));
  return banded.map((curve, i) => {
    const low = 1 + curves.length + 2 * i;
    return { curve, low, high: low + 1 };
  });
}

/** The value of a curve at an index of the common axis, or its last one before. */
function valueAt(values: ArrayLike<number | null | undefined>, index: number): number | null {
  for (let i = index; i >= 0; i--) {
    const value = values[i];
    if (value != null) return value;
  }
  return null;
}

function drawLines(plot: uPlot, lines: readonly ReferenceLine[], palette: ChartPalette, chart: Chart): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = palette.font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio));
  ctx.textAlign = 'right';
  ctx.lineWidth = ratio;
  const taken: number[] = [];
  for (const { value, label, curve } of lines) {
    const y = plot.valToPos(value, 'y', true);
    if (y < bbox.top - 1 || y > bbox.top + bbox.height + 1) continue;
    const colour = curve === null ? palette.text : curveColour(palette, chart, curve);
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.setLineDash(DASH.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const below = y - bbox.top < 14 * ratio || taken.some((other) => Math.abs(other - y) < 12 * ratio);
    ctx.textBaseline = below ? 'top' : 'bottom';
    ctx.fillText(label, bbox.left + bbox.width - 2 * ratio, y + (below ? 2 : -2) * ratio);
    taken.push(y);
  }
  ctx.restore();
}
