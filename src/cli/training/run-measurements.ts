import type { RunEvent } from '../../../workers/protocol.ts';
import { measuredProbes, sizeOfEmbedding } from '../../analysis/verdict/measured-probes.ts';
import type { MetricSeries, RunMeasurements } from '../../analysis/verdict.ts';
import type { Probe, Program } from '../../ir/program.ts';

/** What a run measured, as the verdict wants it: of the first probe of each kind. */
export function runMeasurements(program: Program, events: readonly RunEvent[]): RunMeasurements {
  const { embedding, distribution, retrieval } = measuredProbes(program);
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
