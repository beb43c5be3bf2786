import type { RunEvent } from '../../../workers/protocol.ts';
import type { MetricSeries, RunMeasurements } from '../../analysis/verdict.ts';
import type { Probe, Program } from '../../ir/program.ts';

/** What a run measured, as the verdict wants it: of the first probe of each kind. */
export function runMeasurements(program: Program, events: readonly RunEvent[]): RunMeasurements {
  const probe = (measurement: string) => program.probes.find((one) => one.measurement === measurement);
  const [embedding, distribution, retrieval] = [
    probe('embedding'),
    probe('distribution'),
    probe('retrieval'),
  ];
  const watched = new Set([embedding?.node, distribution?.node, retrieval?.node]);
  const untrained = events.flatMap((event) =>
    event.kind === 'probe' && event.untrained && watched.has(event.node) ? [event.untrained] : [],
  );
  return {
    losses: events.flatMap((event) =>
      event.kind === 'step' ? [{ step: event.step, loss: event.loss }] : [],
    ),
    embedding: series(embedding, events),
    distribution: series(distribution, events),
    retrieval: series(retrieval, events),
    untrained: untrained.length > 0 ? Object.assign({}, ...untrained) : null,
    ...sizeOfEmbedding(program, embedding),
  };
}

function series(probe: Probe | undefined, events: readonly RunEvent[]): MetricSeries {
  return events.flatMap((event) =>
    event.kind === 'probe' && event.node === probe?.node
      ? [{ step: event.step, metrics: event.metrics }]
      : [],
  );
}

/** Rows × columns of what a batch probe looks at; 0 × 0 where there is none. */
function sizeOfEmbedding({ step }: Program, probe: Probe | undefined): { rows: number; dimension: number } {
  const value = probe?.source.kind === 'batch' ? probe.source.values[0]?.value : undefined;
  for (const { outputs, types } of step.operations) {
    const index = outputs.findIndex((id) => id === value);
    const [rows, dimension] = types[index]?.shape ?? [];
    if (rows !== undefined && dimension !== undefined) return { rows, dimension };
  }
  return { rows: 0, dimension: 0 };
}
