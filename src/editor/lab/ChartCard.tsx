import { memo, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { seriesSteps, seriesValues, lastValue, type Series } from '../../runtime/series.ts';
import { useTheme } from '../theme/theme.ts';
import { Hint } from '../ui/Hint.tsx';
import { looksTheSame, type Chart } from './chart-list.ts';
import { ChartMenu } from './ChartMenu.tsx';
import { PLAIN_VIEW } from './chart-view.ts';
import { formatNumber } from './format-number.ts';
import { runStyle } from './run-style.ts';
import { createPlot, type Plot, type PlotCursor } from './plot.ts';

interface ChartCardProps {
  readonly chart: Chart;
}

/** A chart with its title and the values of its curves: the newest ones, or those under the pointer of any chart. */
export const ChartCard = memo(function ChartCard({ chart }: ChartCardProps) {
  const theme = useTheme();
  const [view, setView] = useState(PLAIN_VIEW);
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const step = useRef<HTMLSpanElement>(null);
  const values = useRef<HTMLElement[]>([]);
  const cursor = useRef<PlotCursor | null>(null);
  const drawn = useRef<Chart | null>(null);

  // written past React: the pointer moves far more often than the data
  const writeValues = () => {
    const { curves, format, learningRate } = drawn.current ?? chart;
    const at = cursor.current;
    for (const [index, { series }] of curves.entries()) {
      const value = at ? (at.values[index] ?? null) : lastValue(series);
      const element = values.current[index];
      if (element) element.textContent = value === null ? '–' : formatNumber(value, format);
    }
    if (!step.current) return;
    const rate = at && learningRate ? valueAtStep(learningRate, at.step) : null;
    step.current.textContent = at
      ? `step ${at.step}${rate === null ? '' : ` · learning rate ${formatNumber(rate)}`}`
      : '';
  };
  const begin = useEffectEvent((element: HTMLElement) => {
    drawn.current = chart;
    return createPlot(element, chart, view, (next) => {
      cursor.current = next;
      writeValues();
    });
  });

  const newest = useCallback(() => drawn.current!, []);
  const picture = useCallback(() => plot.current?.picture() ?? Promise.resolve(null), []);
  const svg = useCallback(() => plot.current?.svg() ?? '', []);
  const empty = chart.curves.every(({ series }) => series.length === 0);
  const shape = chart.curves.map(({ key, place, band }) => `${key} ${place} ${band !== undefined}`).join(' ');
  const own = chart.curves.filter(({ place }) => place === undefined).length;
  useEffect(() => {
    const element = place.current!;
    const made = begin(element);
    plot.current = made;
    const observer = new ResizeObserver(() => {
      // a folded drawer has no height
      if (element.clientHeight > 0) made.resize(element.clientWidth, element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
      cursor.current = null;
    };
  }, [shape, view]);

  const show = useEffectEvent(() => {
    if (drawn.current !== chart) plot.current?.update(chart);
    drawn.current = chart;
    writeValues();
  });
  useEffect(() => show(), [chart]);
  useEffect(() => plot.current?.recolour(), [theme]);

  return (
    <figure className="chart" aria-label={chart.title} data-empty={empty || undefined}>
      <figcaption className="chart-head">
        <ChartTitle title={chart.title} help={chart.help} />
        {chart.curves.map(({ key, label, place }, index) => (
          <span
            key={key}
            className="chart-curve"
            {...(place === undefined
              ? { 'data-curve': (index % 4) + 1 }
              : { 'data-run': runStyle(place).colour, title: label })}
          >
            {chart.curves.length > 1 && (
              // a legend above the charts names the runs, and the title what they are drawn over
              <span className={place === undefined && own > 1 ? 'chart-label' : 'visually-hidden'}>
                {label}
              </span>
            )}
            <b
              ref={(element) => {
                if (element) values.current[index] = element;
              }}
            />
          </span>
        ))}
        {chart.note !== undefined && <span className="chart-note">{chart.note}</span>}
        <span ref={step} className="chart-step" />
        <ChartMenu
          title={chart.title}
          view={view}
          onView={setView}
          chart={newest}
          picture={picture}
          svg={svg}
        />
      </figcaption>
      <div ref={place} className="chart-plot" />
      {empty && (
        <p className="chart-empty">
          {chart.every === 1 ? 'Measured every step' : `Measured every ${chart.every} steps`}
        </p>
      )}
    </figure>
  );
}, drawsTheSame);

function drawsTheSame(before: ChartCardProps, after: ChartCardProps): boolean {
  return looksTheSame(before.chart, after.chart);
}

/** Apart from its curves, so that hints are not rendered ten times a second. */
const ChartTitle = memo(function ChartTitle({ title, help }: Pick<Chart, 'title' | 'help'>) {
  return (
    <Hint text={help} side="top">
      <span className="chart-title" tabIndex={0}>
        {title}
      </span>
    </Hint>
  );
});

/** The value at `step`, or the last one before it. */
function valueAtStep(series: Series, step: number): number | null {
  const steps = seriesSteps(series);
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? seriesValues(series)[low - 1]! : null;
}
