import { lateLoss } from '../../analysis/late-loss.ts';
import { lastValue, seriesValues } from '../series.ts';
import type { KeptRun } from './kept-run.ts';
import { runStateOf } from './run-state-of.ts';

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
  const found = kept.probes.find(({ node }) => probes[node]?.metrics['twin']);
  const probe = found && probes[found.node]!;
  return {
    loss: lateLoss(seriesValues(loss)),
    twin: probe ? lastValue(probe.metrics['twin']!) : null,
    twinUntrained: probe?.untrained['twin'] ?? null,
  };
}
