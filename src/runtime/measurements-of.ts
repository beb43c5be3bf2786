import { measuredProbes, sizeOfEmbedding } from '../analysis/verdict/measured-probes.ts';
import type { MetricSeries, RunMeasurements } from '../analysis/verdict.ts';
import type { Probe, Program } from '../ir/program.ts';
import type { ProbeState, RunState } from './run-state.ts';
import { seriesSteps, seriesValues } from './series.ts';

/** What a run of a program has measured so far, as its verdict wants it. */
export function measurementsOf(run: RunState, program: Program): RunMeasurements {
  const { embedding, distribution, retrieval } = measuredProbes(program);
  const values = seriesValues(run.loss);
  const untrained = [embedding, distribution, retrieval].flatMap((probe) =>
    probe ? [run.probes[probe.node]?.untrained ?? {}] : [],
  );
  const merged = Object.assign({}, ...untrained) as Readonly<Record<string, number>>;
  return {
    losses: Array.from(seriesSteps(run.loss), (step, i) => ({ step, loss: values[i]! })),
    embedding: measured(run, embedding),
    distribution: measured(run, distribution),
    retrieval: measured(run, retrieval),
    untrained: Object.keys(merged).length > 0 ? merged : null,
    ...sizeOfEmbedding(program, embedding),
  };
}

function measured({ probes }: RunState, probe: Probe | undefined): MetricSeries {
  const state = probe && probes[probe.node];
  return state ? rows(state) : [];
}

/** Curves of metrics, which share their steps, as one record a step. */
function rows({ metrics }: ProbeState): MetricSeries {
  const byStep = new Map<number, Record<string, number>>();
  for (const [metric, series] of Object.entries(metrics)) {
    const values = seriesValues(series);
    for (const [i, step] of seriesSteps(series).entries()) {
      const row = byStep.get(step) ?? {};
      row[metric] = values[i]!;
      byStep.set(step, row);
    }
  }
  return [...byStep].sort(([a], [b]) => a - b).map(([step, row]) => ({ step, metrics: row }));
}
