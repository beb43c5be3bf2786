import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStateOf } from '../../runtime/kept/run-state-of.ts';
import { keptRunWith, runWith } from '../../runtime/testing/kept-run.ts';
import { chartCsv } from '../lab/chart-csv.ts';
import { chartList } from '../lab/chart-list.ts';
import { RUN_COLOURS, runStyle } from '../lab/run-style.ts';
import { smallDocument } from '../store/small-document.ts';
import { overlayCharts } from './overlay-charts.ts';

const kept = keptRunWith(smallDocument('Small'), [3, 2, 1], { id: 'a', name: 'Small' });
const other = keptRunWith(smallDocument('Small'), [5, 4], { id: 'b', name: 'Other', seed: 7 });

describe('kept runs over the charts', () => {
  it('stand behind the present run’s curves, each with its place, and lengthen the axis', () => {
    const present = chartList(runWith([1]), kept.probes, (node) => node);
    const charts = overlayCharts(present, [
      { run: kept, place: 2 },
      { run: other, place: 0 },
    ]);
    const [loss, twin] = charts;
    expect(loss!.curves.map(({ label, place }) => [label, place])).toEqual([
      ['loss', undefined],
      ['Small, seed 1', 2],
      ['Other, seed 7', 0],
    ]);
    expect(loss!.curves[1]!.series).toBe(runStateOf(kept).loss);
    expect(loss!.until).toBe(3);
    // one line for the untrained encoder
    expect(twin!.curves.map(({ untrained }) => untrained)).toEqual([0.16, null, null]);
    expect(chartCsv(loss!).split('\n').slice(0, 3)).toEqual([
      'step,loss,"Small, seed 1","Other, seed 7"',
      '1,1,3,5',
      '2,,2,4',
    ]);
  });

  it('are charts by themselves where nothing is trained', () => {
    const charts = overlayCharts([], [{ run: kept, place: 0 }]);
    expect(charts.map(({ id, curves }) => [id, curves.length])).toEqual([
      ['loss', 1],
      ['twin', 1],
    ]);
    expect(charts[1]!.curves[0]!.untrained).toBe(0.16);
    // of several, each begins at an untrained encoder of its own
    const both = overlayCharts(
      [],
      [
        { run: kept, place: 0 },
        { run: other, place: 1 },
      ],
    );
    expect(both[1]!.curves.map(({ untrained }) => untrained)).toEqual([null, null]);
  });
});

describe('the looks of runs', () => {
  it('are all different for the first 56', () => {
    const looks = Array.from({ length: 56 }, (_, place) => JSON.stringify(runStyle(place)));
    expect(new Set(looks).size).toBe(56);
  });

  it.each([
    ['light', 0, '#f8f9fb'],
    ['dark', 1, '#181c22'],
  ])('can be read on the %s surface (4.5:1, WCAG 1.4.3)', (_, part, surface) => {
    const css = readFileSync(join(import.meta.dirname, 'run-colours.css'), 'utf8');
    const theme = css.split(":root[data-theme='dark']")[part]!;
    const colours = [...theme.matchAll(/--run-\d: (#[0-9a-f]{6});/g)].map(([, colour]) => colour!);
    expect(colours).toHaveLength(RUN_COLOURS);
    for (const colour of colours) expect(contrast(colour, surface), colour).toBeGreaterThan(4.5);
  });
});

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [less, more] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (more + 0.05) / (less + 0.05);
}
