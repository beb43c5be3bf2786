/** Colours of a chart as the canvas needs them: resolved, for the theme on the page. */
export interface ChartPalette {
  readonly curves: readonly string[];
  readonly text: string;
  readonly grid: string;
  /** Of titles, and what lies beneath. */
  readonly ink: string;
  readonly surface: string;
  readonly font: string;
}

/** Reads the theme's tokens off an element. */
export function readPalette(element: Element): ChartPalette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    curves: ['--chart-1', '--chart-2', '--chart-3', '--chart-4'].map(token),
    text: token('--text-3'),
    grid: token('--line'),
    ink: token('--text'),
    surface: token('--surface'),
    font: `10px ${token('--font-ui')}`,
  };
}
