import { METRICS, mostOf, type MetricId, type MetricInfo } from '../../ir/metrics.ts';
import type { Probe } from '../../ir/program.ts';
import type { RunState } from '../../runtime/run-state.ts';
import { lastValue } from '../../runtime/series.ts';
import { formatNumber } from './format-number.ts';

/** A number of the run as it is now, as text. */
export interface Reading {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  /** What it is read against: the most it can be, and the untrained encoder's value. */
  readonly beside: string | null;
  /** The value is on the good side of the untrained one; null where there is no side. */
  readonly better: boolean | null;
  readonly help: string;
}

const ORDER: readonly MetricId[] = [
  'twin',
  'twinHeldOut',
  'knn',
  'stdTimesRootD',
  'rawStd',
  'rankMe',
  'alignment',
  'uniformity',
  'entropy',
  'meanEntropy',
  'perplexity',
  'kl',
];

/** The newest value of everything measured, with the untrained encoder's beside it. */
export function readingList(
  run: RunState,
  probes: readonly Pick<Probe, 'node' | 'measurement'>[],
  nodeTitle: (node: string) => string,
): readonly Reading[] {
  const loss = lastValue(run.loss);
  const rate = lastValue(run.learningRate);
  const first: Reading = {
    key: 'loss',
    label: 'loss',
    value: loss === null ? '–' : formatNumber(loss),
    beside: rate === null ? null : `learning rate ${formatNumber(rate)}`,
    better: null,
    help: 'The loss of the last step.',
  };
  const rest = ORDER.flatMap((metric) => {
    const info: MetricInfo = METRICS[metric];
    const about = probes.filter(({ measurement }) => measurement === info.measurement);
    return about.flatMap(({ node }) => reading(run, node, metric, about.length > 1 ? nodeTitle(node) : null));
  });
  return [first, ...rest];
}

function reading(run: RunState, node: string, metric: MetricId, title: string | null): readonly Reading[] {
  const info: MetricInfo = METRICS[metric];
  const probe = run.probes[node];
  const series = probe?.metrics[metric];
  const value = series ? lastValue(series) : null;
  if (!probe || value === null) return [];
  const untrained = probe.untrained[metric];
  const better =
    untrained === undefined || info.better === 'reference' || value === untrained
      ? null
      : value > untrained === (info.better === 'higher');
  const { classes } = probe.metrics;
  const most = mostOf(metric, { classes: (classes && lastValue(classes)) ?? undefined });
  const against = [
    ...(most ? [besideMost(most)] : []),
    ...(untrained === undefined ? [] : [`untrained ${formatNumber(untrained, info.format)}`]),
  ];
  return [
    {
      key: `${node}.${metric}`,
      label: title ? `${info.label} (${title})` : info.label,
      value: formatNumber(value, info.format),
      beside: against.join(', ') || null,
      better,
      help: info.help,
    },
  ];
}

/** `of ln 64 = 4.159`, `of 64`. */
function besideMost({ value, label }: { readonly value: number; readonly label: string }): string {
  return Number(label) === value ? `of ${label}` : `of ${label} = ${formatNumber(value)}`;
}
