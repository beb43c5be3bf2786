import { METRICS, mostOf, type MetricId } from '../../ir/metrics.ts';
import { lossChange, retrievalChanges } from './changes.ts';
import { lately } from './lately.ts';
import { digits, percent } from './numbers.ts';
import { BETTER, type Metrics, type RunMeasurements } from './run-measurements.ts';
import { viewDistances } from './views-apart.ts';

/** A sentence for each number a verdict rests on. */
export function evidence(run: RunMeasurements): string[] {
  return [
    lossSentence(run),
    ...spreadSentences(run),
    ...viewSentences(run),
    ...assignmentSentences(run),
    ...retrievalSentences(run),
  ];
}

function lossSentence({ losses }: RunMeasurements): string {
  const { start, end, fell } = lossChange(losses);
  return `Loss: ${digits(start)} at first, ${digits(end)} lately${fell ? '' : ' — no fall beyond its noise'}.`;
}

function spreadSentences(run: RunMeasurements): string[] {
  const meaning: Partial<Record<MetricId, string>> = {
    stdTimesRootD: '1 is even, 0 is collapsed',
    rankMe: `of at most ${Math.min(run.rows, run.dimension)}`,
  };
  const now = lately(run.embedding).at(-1);
  return (['stdTimesRootD', 'rawStd', 'rankMe'] as const).flatMap((id) =>
    metricSentence(run, now, id, meaning[id]),
  );
}

function viewSentences(run: RunMeasurements): string[] {
  const distances = viewDistances(run);
  if (!distances) return [];
  const { before, now } = distances;
  return [
    `Squared distance of the views of an image: ${digits(now.at(-1)!)} of that of different images (untrained ${digits(before)}).`,
  ];
}

function assignmentSentences(run: RunMeasurements): string[] {
  const now = lately(run.distribution).at(-1);
  return (['entropy', 'meanEntropy', 'perplexity', 'kl'] as const).flatMap((id) => {
    const most = mostOf(id, now ?? {});
    const written =
      most && (most.label === digits(most.value) ? most.label : `${most.label} = ${digits(most.value)}`);
    return metricSentence(run, now, id, written ? `of at most ${written}` : undefined);
  });
}

function metricSentence(
  { untrained }: RunMeasurements,
  now: Metrics | undefined,
  id: MetricId,
  meaning: string | undefined,
): string[] {
  const value = now?.[id];
  if (value === undefined) return [];
  const before = untrained?.[id];
  const remarks = [meaning, before !== undefined && `untrained ${digits(before)}`].filter(Boolean);
  return [`${METRICS[id].label}: ${digits(value)}${remarks.length > 0 ? ` (${remarks.join('; ')})` : ''}.`];
}

function retrievalSentences(run: RunMeasurements): string[] {
  return retrievalChanges(run).map(({ id, before, now, change }) => {
    const worth = Math.abs(change) <= BETTER ? ' — no difference worth the name' : '';
    return `${METRICS[id].label}: ${percent(now)}, untrained ${percent(before)}${worth}.`;
  });
}
