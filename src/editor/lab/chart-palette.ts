import type { Chart } from './chart-list.ts';
import { RUN_COLOURS, runStyle } from './run-style.ts';

/** Colours of a chart as the canvas needs them: resolved, for the theme on the page. */
export interface ChartPalette {
  readonly curves: readonly string[];
  /** Of runs that are drawn over a chart, by their place. */
  readonly runs: readonly string[];
  readonly text: string;
  readonly grid: string;
  /** Of titles, and what lies beneath. */
  readonly ink: string;
  readonly surface: string;
  readonly font: string;
}

/** The colour of a curve of a chart. */
export function curveColour({ curves, runs }: ChartPalette, chart: Chart, curve: number): string {
  const place = chart.curves[curve]?.place;
  return place === undefined ? curves[curve % curves.length]! : runs[runStyle(place).colour - 1]!;
}

/** Reads the theme's tokens off an element. */
export function readPalette(element: Element): ChartPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    curves: ['--chart-1', '--chart-2', '--chart-3', '--chart-4'].map(token),
    runs: Array.from({ length: RUN_COLOURS }, (_, i) => token(`--run-${i + 1}`)),
    text: token('--text-3'),
    grid: token('--line'),
    ink: token('--text'),
    surface: token('--surface'),
    font: `10px ${token('--font-ui')}`,
  };
}
