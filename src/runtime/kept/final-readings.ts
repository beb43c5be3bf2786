import { lastValue, seriesValues } from '../series.ts';
import type { KeptRun } from './kept-run.ts';
import { runStateOf } from './run-state-of.ts';

/** Steps whose losses are averaged to say where a run has come to. */
const LAST = 10;

export interface FinalReadings {
  /** Mean of the last ten; null where there is none. */
  readonly loss: number | null;
  /** Shares; null where the drawing's data have no twins, or no probe looks for them. */
  readonly twin: number | null;
  readonly twinUntrained: number | null;
}

/** Where a run came to, as tables show it. */
export function finalReadings(kept: KeptRun): FinalReadings {
  const { loss, probes } = runStateOf(kept);
  const last = seriesValues(loss).slice(-LAST);
  const found = kept.probes.find(({ node }) => probes[node]?.metrics['twin']);
  const probe = found && probes[found.node]!;
  return {
    loss: last.length === 0 ? null : last.reduce((sum, value) => sum + value, 0) / last.length,
    twin: probe ? lastValue(probe.metrics['twin']!) : null,
    twinUntrained: probe?.untrained['twin'] ?? null,
  };
}
