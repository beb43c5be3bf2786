import { METRICS, mostOf, type MetricId, type MetricInfo } from '../../ir/metrics.ts';
import type { Probe } from '../../ir/program.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { lastValue, seriesSteps, type Series } from '../../runtime/series.ts';

/** One curve with the values it is read against. */
export interface Curve {
  readonly key: string;
  readonly label: string;
  readonly series: Series;
  /** The same number of the untrained weights. */
  readonly untrained: number | null;
  /** Of a kept run drawn over the present one: its place in the palette of runs. */
  readonly place?: number;
  /** Where the curve is the mean of seeds: how far they reach, and their own curves. */
  readonly band?: {
    readonly low: Series;
    readonly high: Series;
    readonly seeds: readonly { readonly label: string; readonly series: Series }[];
  };
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly format: MetricInfo['format'];
  readonly curves: readonly Curve[];
  /** What a healthy run shows. */
  readonly healthy: number | null;
  /** The most its curves can reach, as written. */
  readonly most: readonly { readonly value: number; readonly label: string }[];
  /** Shown under the pointer beside the curves. */
  readonly learningRate: Series | null;
  /** What its lines are, beside the title, where that is not what their names say. */
  readonly note?: string;
  /** How often it is measured, in steps; 1 for the loss. */
  readonly every: number;
  /** Steps at which something happened. */
  readonly marks: readonly { readonly step: number; readonly label: string }[];
  /** Values that the axis reaches over at least, where charts are to be compared. */
  readonly span?: readonly [least: number, greatest: number];
  /** Where the axis of steps ends: the same for all charts of a run, so that they can be read together. */
  readonly until: number;
}

type MetricChart = readonly [id: string, title: string, metrics: readonly MetricId[]];

const METRIC_CHARTS: readonly MetricChart[] = [
  ['twin', 'twin retrieval', ['twin', 'twinHeldOut']],
  ['knn', 'kNN accuracy', ['knn']],
  ['std', 'std·√d', ['stdTimesRootD']],
  ['rankMe', 'RankMe', ['rankMe']],
  ['alignment', 'alignment and uniformity', ['alignment', 'uniformity']],
  ['rawStd', 'raw std', ['rawStd']],
  ['entropy', 'entropy of assignments', ['entropy', 'meanEntropy']],
  ['perplexity', 'perplexity', ['perplexity']],
  ['kl', 'KL to the student', ['kl']],
  ['emaDistance', 'EMA distance', ['emaDistance']],
];

const SHORT: Partial<Record<MetricId, string>> = {
  twin: 'all',
  twinHeldOut: 'held out',
  entropy: 'one image',
  meanEntropy: 'mean',
};
const LOSS_HELP =
  'What the optimiser minimises, on the training batch of each step. Falling is no proof of learning.';

/**
 * The charts of a run, as far as its probes measure something for them; the loss always.
 *
 * @param nodeTitle names a node where several measure the same.
 */
export function chartList(
  run: RunState,
  probes: readonly Pick<Probe, 'node' | 'measurement' | 'every'>[],
  nodeTitle: (node: string) => string,
): readonly Chart[] {
  const until = axisEnd(run);
  const charts: Chart[] = [lossChart(run, nodeTitle, until)];
  for (const [id, title, metrics] of METRIC_CHARTS) {
    const info: MetricInfo = METRICS[metrics[0]!];
    const about =
      info.measurement === 'followers'
        ? followersIn(run)
        : probes.filter(({ measurement }) => measurement === info.measurement);
    if (about.length === 0) continue;
    const curves = about.flatMap(({ node }) =>
      metrics.flatMap((metric) => metricCurve(run, node, metric, about.length > 1 ? nodeTitle(node) : null)),
    );
    // a dataset without pairs has no twins to find: say nothing rather than nothing yet
    const measured = about.some(({ node }) => Object.keys(run.probes[node]?.metrics ?? {}).length > 0);
    if (measured && curves.length === 0) continue;
    charts.push({
      id,
      title,
      help: metrics.map((metric) => METRICS[metric].help).join(' '),
      format: info.format,
      curves,
      healthy: info.healthy ?? null,
      most: about.flatMap(({ node }) => mostCurve(run, node, metrics[0]!)).filter(isFirst),
      learningRate: null,
      marks: [],
      every: Math.min(...about.map(({ every }) => every)),
      until,
    });
  }
  return charts;
}

/** EMA nodes are measured as probes are. */
function followersIn(run: RunState): readonly Pick<Probe, 'node' | 'every'>[] {
  return Object.entries(run.probes)
    .filter(([, { metrics }]) => metrics['emaDistance'])
    .map(([node, { metrics }]) => ({ node, every: stepsBetween(metrics['emaDistance']!) }));
}

function stepsBetween(series: Series): number {
  const [first = 0, second = first + 1] = seriesSteps(series);
  return second - first;
}

function lossChart(run: RunState, nodeTitle: (node: string) => string, until: number): Chart {
  const parts = Object.entries(run.losses);
  const curves: readonly (readonly [string, string, Series])[] =
    parts.length > 1
      ? parts.map(([node, series]) => [node, nodeTitle(node), series])
      : [['loss', 'loss', run.loss]];
  return {
    id: 'loss',
    title: 'loss',
    help: LOSS_HELP,
    format: 'number',
    curves: curves.map(([key, label, series]) => ({ key, label, series, untrained: null })),
    healthy: null,
    most: [],
    learningRate: run.learningRate,
    marks: [],
    every: 1,
    until,
  };
}

/** Grows by jumps (10, 20, 50, 100 …), so that axes stand still most of the time, up to the end of the run. */
function axisEnd({ step, steps }: RunState): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(step, 10)));
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((end) => end >= step) ?? step;
  return Math.max(step, Math.min(round, steps));
}

function metricCurve(run: RunState, node: string, metric: MetricId, title: string | null): readonly Curve[] {
  const probe = run.probes[node];
  const series = probe?.metrics[metric];
  if (!series) return [];
  const name = SHORT[metric] ?? METRICS[metric].label;
  const label = title ? `${name} (${title})` : name;
  return [{ key: `${node}.${metric}`, label, series, untrained: probe.untrained[metric] ?? null }];
}

/** The logarithm only: a line at K itself would press a perplexity of a few out of many to the ground. */
function mostCurve(run: RunState, node: string, metric: MetricId): Chart['most'] {
  const info: MetricInfo = METRICS[metric];
  const series = run.probes[node]?.metrics['classes'];
  const classes = series ? lastValue(series) : null;
  const most = classes === null || info.most !== 'logClasses' ? null : mostOf(metric, { classes });
  return most ? [most] : [];
}

function isFirst({ label }: Chart['most'][number], index: number, all: Chart['most']): boolean {
  return all.findIndex((other) => other.label === label) === index;
}

/** Whether nothing would change by drawing `next` in place of `drawn`. */
export function looksTheSame(drawn: Chart, next: Chart): boolean {
  return (
    drawn.until === next.until &&
    drawn.note === next.note &&
    drawn.span?.join() === next.span?.join() &&
    drawn.marks.length === next.marks.length &&
    drawn.marks.every(({ step }, index) => step === next.marks[index]!.step) &&
    drawn.curves.length === next.curves.length &&
    drawn.curves.every(({ key, label, series, untrained, place, band }, index) => {
      const other = next.curves[index]!;
      const same = key === other.key && label === other.label && place === other.place;
      // curves of seeds that have ended stay as they are, though their mean is computed anew
      const seeds = ({ seeds }: NonNullable<Curve['band']>) => seeds.map(({ series }) => series);
      if (band && other.band) {
        const [before, after] = [seeds(band), seeds(other.band)];
        return same && before.length === after.length && before.every((one, i) => one === after[i]);
      }
      return same && band === other.band && series === other.series && untrained === other.untrained;
    })
  );
}
