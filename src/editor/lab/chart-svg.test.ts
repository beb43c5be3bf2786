import { describe, expect, it } from 'vitest';
import { keptRunWith, runWith } from '../../runtime/testing/kept-run.ts';
import { overlayCharts } from '../runs/overlay-charts.ts';
import { smallDocument } from '../store/small-document.ts';
import { linearSplits, logSplits } from './axis-splits.ts';
import { chartList } from './chart-list.ts';
import type { ChartPalette } from './chart-palette.ts';
import { chartSvg } from './chart-svg.ts';
import { PLAIN_VIEW } from './chart-view.ts';

const PALETTE: ChartPalette = {
  curves: ['#111111', '#222222', '#333333', '#444444'],
  runs: Array.from({ length: 8 }, (_, i) => `var(--run-${i + 1})`),
  text: '#555555',
  grid: '#666666',
  ink: '#777777',
  surface: '#888888',
  font: "10px 'Inter', sans-serif",
};
const SIZE = { width: 400, height: 200 };
const draw = (losses: readonly number[], view = PLAIN_VIEW) =>
  chartSvg(chartList(runWith(losses), [], (node) => node)[0]!, view, PALETTE, SIZE);
const points = (svg: string) =>
  [.../<path d="([^"]*)"/.exec(svg)![1]!.matchAll(/([ML])([\d.-]+) ([\d.-]+)/g)].map(([, sign, x, y]) => ({
    sign,
    x: Number(x),
    y: Number(y),
  }));

describe('a chart as SVG', () => {
  it('has a point for each step, higher where the value is greater', () => {
    const [first, second, third, ...more] = points(draw([1, 3, 2]));
    expect(more).toEqual([]);
    expect(second!.y).toBeLessThan(third!.y);
    expect(third!.y).toBeLessThan(first!.y);
    // equal steps are equally far apart
    expect(second!.x - first!.x).toBeCloseTo(third!.x - second!.x, 1);
  });

  it('on a logarithmic axis equal ratios are equally far apart', () => {
    const [first, second, third] = points(draw([1, 10, 100], { log: true, smooth: false }));
    expect(first!.y - second!.y).toBeCloseTo(second!.y - third!.y, 1);
  });

  it('leaves a gap where a value is not finite, and says no number that is none', () => {
    const svg = draw([1, NaN, 2, 3]);
    expect(points(svg).map(({ sign }) => sign)).toEqual(['M', 'M', 'L']);
    expect(svg.replace(/<desc>.*<\/desc>/, '')).not.toMatch(/NaN|Infinity|undefined/);
    expect(draw([NaN])).toContain('<path d=""');
  });

  it('shows runs drawn over it with their colours and dashes, names escaped', () => {
    const run = keptRunWith(smallDocument('Small'), [1, 2], { name: '<b>&"x' });
    const [chart] = overlayCharts(
      chartList(runWith([2, 1]), [], (node) => node),
      [{ run, place: 1 }],
    );
    const svg = chartSvg(chart!, PLAIN_VIEW, PALETTE, SIZE);
    expect(svg).toMatch(/<path [^>]*stroke="var\(--run-2\)"[^>]*stroke-dasharray="2 2"/);
    expect(svg).toContain('&lt;b&gt;&amp;&quot;x, seed 1');
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('<title>loss</title>');
  });

  it('shows how far seeds reach around their mean, within the axis, and says so', () => {
    const [chart] = chartList(runWith([2, 2]), [], (node) => node);
    const [one, other] = [runWith([1, 2]).loss, runWith([3, 2]).loss];
    const band = { low: one, high: other, seeds: [] };
    const spread = { ...chart!, note: 'band: <all>', curves: [{ ...chart!.curves[0]!, band }] };
    const svg = chartSvg(spread, PLAIN_VIEW, PALETTE, SIZE);
    const area = /<path d="M([^"]*)Z" fill="#111111" fill-opacity="0.2"/.exec(svg)![1]!;
    const [low, , , high] = area.split('L').map((corner) => Number(corner.split(' ')[1]));
    expect(low).toBeGreaterThan(high!);
    expect(high).toBeGreaterThan(20);
    expect(low).toBeLessThan(SIZE.height);
    expect(svg).toContain('band: &lt;all&gt;');
  });

  it('shows the untrained encoder as a line to read the curve against', () => {
    const probes = [{ node: 'retrieval', measurement: 'retrieval', every: 1 }];
    const twin = chartList(runWith([2, 1]), probes, (node) => node)[1]!;
    expect(chartSvg(twin, PLAIN_VIEW, PALETTE, SIZE)).toContain('>untrained</text>');
  });
});

it.each([
  [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0, 37, 4, [0, 10, 20, 30]],
  [-1, 1, 2, [-1, 0, 1]],
  [5, 5, 3, [5]],
])('from %d to %d stand round numbers', (low, high, count, expected) => {
  expect(linearSplits(low, high, count)).toEqual(expected);
});

it('a logarithmic axis has powers of ten, and others where there are few', () => {
  expect(logSplits(0.9, 20000, 4)).toEqual([1, 10, 100, 1000, 10000]);
  expect(logSplits(0.9, 12, 4)).toEqual([1, 2, 5, 10]);
  expect(logSplits(2.1, 3.9, 4).length).toBeGreaterThan(1);
});
